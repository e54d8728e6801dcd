package dev.jftrace.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.event.CpuCursor;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceCorruptException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelReportTest {
    private static final int EVENTS = 20_000;
    private static final int THREADS = 3;

    private final EventCatalog catalog = EventCatalog.builder()
            .format(
                    "our",
                    ("name: count\nID: 7\nformat:\n"
                                    + "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
                                    + "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n"
                                    + "\tfield:int n;\toffset:8;\tsize:4;\tsigned:1;\n\n"
                                    + "print fmt: \"n=%d\", REC->n\n")
                            .getBytes(StandardCharsets.US_ASCII))
            .build();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** Counts, and fails at every event whose number is a multiple of {@code faultEvery}. */
    private record Counting(int faultEvery, ByteBuffer[] halves, int[] at) implements CpuCursor {
        Counting(int faultEvery) {
            this(faultEvery, new ByteBuffer[2], new int[] {0});
        }

        @Override
        public int cpu() {
            return 0;
        }

        @Override
        public boolean advance() throws IOException {
            if (++at[0] % faultEvery == 0) {
                throw new TraceCorruptException("trace", at[0], "expected more");
            }
            halves[at[0] % 2] = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            halves[at[0] % 2].putShort(0, (short) 7).putInt(8, at[0]);
            return at[0] <= EVENTS;
        }

        @Override
        public long timestamp() {
            return at[0];
        }

        @Override
        public byte[] bytes() {
            return halves[at[0] % 2].array();
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public int length() {
            return bytes().length;
        }

        @Override
        public long missedEvents() {
            return 0;
        }
    }

    private EventStream stream(int faultEvery) {
        return EventStream.of(catalog, List.of(new Counting(faultEvery)));
    }

    private List<String> numbers() {
        return written.toString(StandardCharsets.US_ASCII)
                .lines()
                .map(line -> line.substring(line.indexOf("n=") + 2))
                .toList();
    }

    @Test
    void shouldWriteAllLinesInTheirOrder() throws Exception {
        Report report = new Report(ReportOptions.defaults(), stream(Integer.MAX_VALUE));
        TextBuffer expected = new TextBuffer();
        while (report.next(expected)) {}

        new ParallelReport(
                        ReportOptions.defaults(),
                        stream(Integer.MAX_VALUE),
                        event -> true,
                        text -> text.flushTo(written))
                .print(THREADS);

        assertThat(written.toString(StandardCharsets.US_ASCII)).isEqualTo(expected.toString());
        assertThat(numbers()).hasSize(EVENTS);
    }

    @Test
    void shouldShowOnlyWhatIsAskedFor() throws Exception {
        new ParallelReport(
                        ReportOptions.defaults(),
                        stream(Integer.MAX_VALUE),
                        event -> event.timestamp() % 5000 == 0,
                        text -> text.flushTo(written))
                .print(THREADS);

        assertThat(numbers()).containsExactly("5000", "10000", "15000", "20000");
    }

    @Test
    void shouldWriteWhatStandsBeforeAFaultAndThenFail() {
        ParallelReport report = new ParallelReport(
                ReportOptions.defaults(), stream(7777), event -> true, text -> text.flushTo(written));

        assertThatThrownBy(() -> report.print(THREADS)).isInstanceOf(TraceCorruptException.class);
        assertThat(numbers()).hasSize(7776).endsWith("7775", "7776");
    }

    @Test
    void shouldGoOnBehindAFaultWhereTheSinkLetsIt() throws Exception {
        List<Integer> linesBefore = new ArrayList<>();
        new ParallelReport(ReportOptions.defaults(), stream(7777), event -> true, new ParallelReport.Sink() {
                    @Override
                    public void write(TextBuffer text) throws IOException {
                        text.flushTo(written);
                    }

                    @Override
                    public void fault(IOException e) {
                        linesBefore.add(numbers().size());
                    }
                })
                .print(THREADS);

        assertThat(linesBefore).hasSize(2).first().isEqualTo(7776);
        assertThat(numbers()).endsWith("20000");
    }

    @Test
    void shouldEndWhenNobodyTakesTheText() {
        ParallelReport report =
                new ParallelReport(ReportOptions.defaults(), stream(Integer.MAX_VALUE), event -> true, text -> {
                    throw new IOException("closed");
                });

        assertThatThrownBy(() -> report.print(THREADS)).hasMessage("closed");
    }
}
