package dev.jftrace.record.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {
    @TempDir
    Path folder;

    private List<JvmEvent> recorded(JvmEventType type, Runnable work) throws IOException {
        Path file = folder.resolve(type.eventName() + ".jfr");
        WallClock clock = new WallClock();
        try (Recording recording = new Recording()) {
            for (String source : type.sources()) {
                recording.enable(source).withThreshold(Duration.ZERO).with("throttle", "off");
            }
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return new FlightRecording(file, clock).events();
    }

    @Test
    void shouldStandInTheCallThatWaited() throws IOException {
        long[] call = new long[2];

        List<JvmEvent> events = recorded(JvmEventType.PARK, () -> {
            call[0] = System.nanoTime();
            LockSupport.parkNanos(2_000_000);
            call[1] = System.nanoTime();
        });

        long self = Thread.currentThread().threadId();
        List<JvmEvent> own = events.stream().filter(e -> e.javaThread() == self).toList();
        assertThat(own).isNotEmpty();
        assertThat(own.getFirst().stamp()).isBetween(call[0], call[1]);
        assertThat(own.getFirst().name()).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void shouldTellAnExceptionWithItsClassAndMessageOnOneLine() throws IOException {
        List<JvmEvent> events = recorded(JvmEventType.EXCEPTION, () -> {
            try {
                throw new IllegalStateException("line one\nline two");
            } catch (IllegalStateException expected) {
                // what is recorded
            }
        });

        String bytes = events.stream()
                .map(e -> new String(e.bytes(), StandardCharsets.ISO_8859_1))
                .filter(text -> text.contains("line one"))
                .findFirst()
                .orElseThrow();
        assertThat(bytes).contains("java.lang.IllegalStateException\0").contains("line one line two\0");
    }

    @Test
    void shouldHaveAnIdAndAFormatForEachType() {
        assertThat(JvmEventType.values()).extracting(JvmEventType::id).doesNotHaveDuplicates();
        assertThat(JvmEventType.GC_PAUSE.format())
                .startsWith("name: gc_pause\nID: 60001\nformat:\n\tfield:unsigned short common_type;")
                .contains("\tfield:long long id;\toffset:8;\tsize:8;\tsigned:1;\n")
                .contains("\tfield:__data_loc char[] name;\toffset:24;\tsize:4;\tsigned:0;\n")
                .endsWith(
                        "print fmt: \"id=%lld name=%s duration=%lld [ns]\", REC->id, __get_str(name), REC->duration\n");
    }

    @Test
    void shouldTakeWhatAPatternNames() {
        assertThat(JvmEventType.named("jvm:gc")).containsExactly(JvmEventType.GC);
        assertThat(JvmEventType.named("gc*")).containsExactly(JvmEventType.GC, JvmEventType.GC_PAUSE);
        assertThat(JvmEventType.named("jvm")).containsExactly(JvmEventType.values());
        assertThat(JvmEventType.named("jvm:gcc")).isEmpty();
    }

    @Test
    void shouldRefuseAFileThatIsCut() throws IOException {
        Path file = folder.resolve("gc.jfr");
        recorded(JvmEventType.GC, System::gc);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> new FlightRecording(file, new WallClock()).events())
                .isInstanceOf(TraceCorruptException.class)
                .hasMessageContaining("whole chunk");
    }
}
