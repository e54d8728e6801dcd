package dev.jftrace.record.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingReportTest {
    private final RecordingReport report = new RecordingReport(List.of());

    @Test
    void shouldBlameTheBufferOnlyForWhatItHadNoRoomFor() {
        report.add(List.of(), 12, 2, 0);

        assertThat(report.lost()).isEqualTo(12);
        assertThat(report.lines())
                .containsExactly(
                        "2 events were lost, as a thread of the program had no stack left for them: a larger one (java -Xss)"
                                + " helps",
                        "10 events were lost, as the buffer was full: a larger one (-b) or fewer functions (-l, -n) help");
    }

    @Test
    void shouldTellWhatWasWrittenOverFromWhatWasNeverWritten() {
        report.add(List.of(), 12, 2, 7);

        assertThat(report.lost()).isEqualTo(12);
        assertThat(report.lines())
                .contains(
                        "7 events were written over by newer ones: a larger buffer (-b) or fewer functions (-l, -n) keep more",
                        "3 events were lost, as the buffer was full: a larger one (-b) or fewer functions (-l, -n) help");
    }

    @Test
    void shouldSayOnceWhyEventsAreMissing() {
        report.add(List.of("events\tjvm: events need Java 17 or newer; this is Java 11"), 0, 0, 0);
        report.add(List.of("events\tjvm: events need Java 17 or newer; this is Java 11"), 0, 0, 0);

        assertThat(report.lines()).containsExactly("jvm: events need Java 17 or newer; this is Java 11");
    }
}
