package dev.jftrace.analysis.hist;

import static dev.jftrace.analysis.MadeUpTrace.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.analysis.MadeUpTrace;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The texts are what trace-cmd hist prints of the same events. */
class CallHistogramTest {
    private static final int FUNCTION = 1;
    private static final int ENTRY = 11;
    private static final int EXIT = 10;
    private static final int STACK = 4;
    private static final int SWITCH = 30;
    private static final int KMALLOC = 31;
    private static final int TASK = 100;
    private static final int OTHER = 200;
    private static final long AAA = 0x1000;
    private static final long BBB = 0x2000;
    private static final long CCC = 0x3000;
    private static final long DDD = 0x4000;

    private final MadeUpTrace trace = new MadeUpTrace()
            .format("ftrace", "function", FUNCTION, "\"\"", "unsigned long ip@8:8", "unsigned long parent_ip@16:8")
            .format("ftrace", "funcgraph_entry", ENTRY, "\"\"", "unsigned long func@8:8", "int depth@16:4s")
            .format("ftrace", "funcgraph_exit", EXIT, "\"\"", "unsigned long func@8:8", "int depth@16:4s")
            .format("ftrace", "kernel_stack", STACK, "\"\"", "int size@8:4s", "unsigned long caller[8]@16:64")
            .format(
                    "sched",
                    "sched_switch",
                    SWITCH,
                    "\"\"",
                    "char prev_comm[4]@8:4",
                    "pid_t prev_pid@12:4s",
                    "char next_comm[4]@16:4",
                    "pid_t next_pid@20:4s")
            .format("kmem", "kmalloc", KMALLOC, "\"\"", "unsigned long bytes@8:8")
            .functions("1000 T aaa\n2000 T bbb\n3000 T ccc\n4000 T ddd\n5000 T end\n")
            .tasks("100 task\n");

    private long now;

    private void add(ByteBuffer record) {
        trace.event(0, ++now, record);
    }

    private void enter(int pid, long function, int depth) {
        add(record(ENTRY, pid, 20).putLong(function).putInt(depth));
    }

    private void leave(int pid, long function, int depth) {
        add(record(EXIT, pid, 20).putLong(function).putInt(depth));
    }

    private void call(int pid, long function, long caller) {
        add(record(FUNCTION, pid, 24).putLong(function).putLong(caller));
    }

    private void stack(int pid, long... callers) {
        ByteBuffer record = record(STACK, pid, 16 + 8 * callers.length).position(16);
        for (long caller : callers) {
            record.putLong(caller);
        }
        add(record);
    }

    private void kmalloc(int pid) {
        add(record(KMALLOC, pid, 16));
    }

    private String text(boolean merged) throws IOException {
        CallHistogram histogram = new CallHistogram(trace.catalog(), merged);
        EventStream events = trace.stream();
        for (TraceEvent event = events.next(); event != null; event = events.next()) {
            histogram.add(event);
        }
        histogram.end();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        histogram.print(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private String text() throws IOException {
        return text(false);
    }

    @Test
    void shouldCountWhatIsCalledThroughEachOfItsCallers() throws IOException {
        for (long caller : new long[] {AAA, BBB, AAA}) {
            enter(TASK, caller, 0);
            enter(TASK, CCC, 1);
            leave(TASK, CCC, 1);
            leave(TASK, caller, 0);
        }

        assertThat(text()).isEqualTo("""
              %42.86  (100) task                            ccc #3
                     |
                     --- ccc
                        |
                        |--%66.67-- aaa  # 2
                        |
                        |--%33.33-- bbb  # 1

              %28.57  (100) task                            aaa #2
                     |
                     --- aaa

              %14.29  (100) task                            bbb #1
                     |
                     --- bbb
            """);
    }

    @Test
    void shouldKeepTheStackOfATaskWhileAnotherRuns() throws IOException {
        enter(TASK, AAA, 0);
        enter(OTHER, BBB, 0);
        enter(TASK, CCC, 1);
        leave(TASK, CCC, 1);

        assertThat(text())
                .contains("(200) <...>                            bbb #1\n")
                .contains("(100) task                            ccc #1\n         |\n         --- ccc\n"
                        + "          aaa\n");
    }

    @Test
    void shouldCountAllTasksAsOneOnDemand() throws IOException {
        call(TASK, BBB, AAA);
        call(OTHER, BBB, AAA);

        assertThat(text(true)).isEqualTo("""
              %100.00 <all pids>                            bbb #2
                     |
                     --- bbb
                      aaa
            """);
    }

    @Test
    void shouldPutFunctionsOnTheirCallers() throws IOException {
        call(TASK, BBB, AAA);
        call(TASK, CCC, BBB);
        call(TASK, DDD, BBB);

        assertThat(text()).isEqualTo("""
              %50.00  (100) task                            ddd #1
                     |
                     --- ddd
                      bbb
                      aaa

              %50.00  (100) task                            ccc #1
                     |
                     --- ccc
                      bbb
                      aaa
            """);
    }

    /** The first recorded stack stays open, as in trace-cmd, and counts again at the end. */
    @Test
    void shouldTakeTheStackThatFollowsAnEvent() throws IOException {
        kmalloc(TASK);
        stack(TASK, BBB, AAA, -1, CCC);
        kmalloc(TASK);
        stack(TASK, CCC, -1);

        assertThat(text()).isEqualTo("""
              %100.00  (100) task                        kmalloc #3
                     |
                     --- *kmalloc*
                        |
                        |--%66.67-- bbb  # 2
                        |          aaa
                        |
                        |--%33.33-- ccc  # 1
            """);
    }

    @Test
    void shouldCountAnEventWithoutAStack() throws IOException {
        kmalloc(TASK);
        kmalloc(TASK);

        assertThat(text())
                .isEqualTo("  %100.00  (100) task                        kmalloc #2\n"
                        + "         |\n         --- *kmalloc*\n");
    }

    @Test
    void shouldForgetTheStackWhereEventsWereLost() throws IOException {
        enter(TASK, AAA, 0);
        trace.event(0, ++now, record(ENTRY, TASK, 20).putLong(BBB).putInt(0), 5);

        assertThat(text()).contains("aaa #1").contains("bbb #1").doesNotContain("          aaa\n");
    }

    @Test
    void shouldLearnNamesFromTheScheduler() throws IOException {
        add(record(SWITCH, TASK, 24)
                .put(new byte[] {'x', 0, 0, 0})
                .putInt(TASK)
                .put(new byte[] {'o', 't', 'h', 0})
                .putInt(OTHER));
        kmalloc(OTHER);

        assertThat(text()).contains("(100) task ").contains("(200) oth ");
    }

    @Test
    void shouldShowTheAddressOfAFunctionWithoutAName() throws IOException {
        call(TASK, 0x10, AAA);

        assertThat(text()).contains("--- 0x10\n");
    }

    @Test
    void shouldBoundTheDepthOfAStack() throws IOException {
        for (int depth = 0; depth < 3 * CallStack.MOST_FRAMES; depth++) {
            enter(TASK, AAA, depth);
        }
        enter(TASK, BBB, 1);

        assertThat(text().lines()).hasSizeLessThan(CallStack.MOST_FRAMES + 20);
    }

    @Test
    void shouldTakeAnyRecord() throws IOException {
        Random random = new Random(3);
        int[] ids = {FUNCTION, ENTRY, EXIT, STACK, SWITCH, KMALLOC, 99};
        for (int i = 0; i < 5000; i++) {
            ByteBuffer record = record(ids[random.nextInt(ids.length)], random.nextInt(-2, 5), 8 + random.nextInt(40));
            while (record.hasRemaining()) {
                record.put((byte) (random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(3)));
            }
            trace.event(0, ++now, record, random.nextInt(50) == 0 ? -1 : 0);
        }

        assertThat(text()).contains("kmalloc");
    }
}
