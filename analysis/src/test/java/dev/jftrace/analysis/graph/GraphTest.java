package dev.jftrace.analysis.graph;

import static dev.jftrace.analysis.MadeUpTrace.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.analysis.MadeUpTrace;
import dev.jftrace.event.TextBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static final int ENTRY = 11;
    private static final int EXIT = 10;
    private static final int RETADDR_ENTRY = 20;
    private static final int FAULT = 30;
    private static final int PRINT = 5;
    private static final int STACK = 4;

    private final MadeUpTrace trace = new MadeUpTrace()
            .format("ftrace", "funcgraph_entry", ENTRY, "\"\"", "unsigned long func@8:8", "int depth@16:4s")
            .format(
                    "ftrace",
                    "fgraph_retaddr_entry",
                    RETADDR_ENTRY,
                    "\"\"",
                    "unsigned long func@8:8",
                    "int depth@16:4s",
                    "unsigned long retaddr@24:8")
            .format(
                    "ftrace",
                    "funcgraph_exit",
                    EXIT,
                    "\"\"",
                    "unsigned long func@8:8",
                    "int depth@16:4s",
                    "unsigned int overrun@20:4",
                    "unsigned long long calltime@24:8",
                    "unsigned long long rettime@32:8",
                    "unsigned long retval@40:8",
                    "unsigned char kind@48:1")
            .format(
                    "ftrace",
                    "print",
                    PRINT,
                    "\"%ps: %s\", (void *)REC->ip, REC->buf",
                    "unsigned long ip@8:8",
                    "char buf[]@16:0")
            .format("ftrace", "kernel_stack", STACK, "\"\"", "int size@8:4s", "unsigned long caller[8]@16:64")
            .format("exceptions", "page_fault", FAULT, "\"address=%lx\", REC->address", "unsigned long address@8:8")
            .functions("1000 T aaa\n2000 T bbb\n3000 T ccc\n5000 T __irqentry_text_start\n5000 T irq\n"
                    + "6000 T __irqentry_text_end\n7000 T end\n")
            .tasks("100 task\n200 other\n");

    private static ByteBuffer entry(int pid, long function, int depth) {
        return record(ENTRY, pid, 20).putLong(function).putInt(depth);
    }

    private static ByteBuffer exit(int pid, long function, int depth, long ns, long value, int kind) {
        ByteBuffer exit = record(EXIT, pid, 52).putLong(function).putInt(depth).putInt(3);
        return exit.putLong(0).putLong(ns).putLong(value).put((byte) kind);
    }

    private static ByteBuffer exit(int pid, long function, int depth) {
        return exit(pid, function, depth, 1000, 0, 0);
    }

    private String perCpu(String... options) throws IOException {
        return text(GraphView.perCpu(FunctionGraph.ofKernel(options(options), 2), trace.stream()));
    }

    private String perTask(String... options) throws IOException {
        return text(GraphView.perTask(new TaskGraph(options(options), 2), trace.stream()));
    }

    private static GraphOptions options(String... names) {
        GraphOptions options = GraphOptions.DEFAULT;
        for (String name : names) {
            options = options.with(name);
        }
        return options;
    }

    private static String text(GraphView view) throws IOException {
        TextBuffer out = new TextBuffer();
        boolean more = true;
        while (more) {
            more = view.next(out);
        }
        return out.toString();
    }

    @Test
    void shouldShowWhatWasReturnedAsTheKernelDoes() throws IOException {
        trace.event(0, 1, entry(100, 0x1000, 0)).event(0, 2, entry(100, 0x2000, 1));
        trace.event(0, 3, exit(100, 0x2000, 1, 1000, 0xffff_ffeaL, 0));
        trace.event(0, 4, exit(100, 0x1000, 0, 5000, 31, 0));

        assertThat(perCpu("funcgraph-retval", "funcgraph-overrun"))
                .isEqualTo(" 0)               |  aaa() {\n"
                        + " 0)   1.000 us    |    bbb(); /* ret=-22 */\n (Overruns: 3)\n"
                        + " 0)   5.000 us    |  } /* aaa ret=0x1f */\n (Overruns: 3)\n");
    }

    @Test
    void shouldShowErrorsInHexOnDemand() throws IOException {
        trace.event(0, 1, entry(100, 0x1000, 0)).event(0, 2, exit(100, 0x1000, 0, 1000, -22, 0));

        assertThat(perCpu("funcgraph-retval", "funcgraph-retval-hex")).contains("aaa(); /* ret=0xffffffffffffffea */");
    }

    @Test
    void shouldShowWhereACallReturnsTo() throws IOException {
        trace.event(
                0,
                1,
                record(RETADDR_ENTRY, 100, 32)
                        .putLong(0x1000)
                        .putInt(0)
                        .position(24)
                        .putLong(0x3010));
        trace.event(
                0,
                2,
                record(RETADDR_ENTRY, 100, 32)
                        .putLong(0x2000)
                        .putInt(1)
                        .position(24)
                        .putLong(0x1004));
        trace.event(0, 3, exit(100, 0x2000, 1)).event(0, 4, exit(100, 0x1000, 0));

        assertThat(perCpu()).contains("aaa() { /* <-ccc+0x10/0x2000 */\n").contains("bbb(); /* <-aaa+0x4/0x1000 */\n");
    }

    @Test
    void shouldSayThatACallOfAJvmThrew() throws IOException {
        trace.event(0, 1, entry(100, 0x1000, 0)).event(0, 2, entry(100, 0x2000, 1));
        trace.event(0, 3, exit(100, 0x2000, 1, 1000, 0, 1));
        trace.event(0, 4, exit(100, 0x1000, 0, 1000, 0, 1));
        trace.event(0, 5, exit(100, 0x3000, 0, 1000, 0, 2));

        assertThat(perCpu())
                .contains("    bbb(); /* throw */\n")
                .contains("  } /* throw */\n")
                .contains("  } /* ccc unseen */\n");
    }

    @Test
    void shouldTellWhoTakesALaneOfAJvm() throws IOException {
        trace.event(1, 1, entry(100, 0x1000, 0)).event(1, 2, exit(100, 0x1000, 0));
        FunctionGraph graph = FunctionGraph.of(trace.catalog(), GraphOptions.DEFAULT, 2);

        assertThat(text(GraphView.perCpu(graph, trace.stream())))
                .contains(" 1)    <idle>-0    =>    task-100   \n")
                .endsWith(" 1)   1.000 us    |  aaa();\n");
    }

    @Test
    void shouldMarkWhereInterruptsBeginAndEnd() throws IOException {
        trace.event(0, 1, entry(100, 0x5000, 0)).event(0, 2, entry(100, 0x1000, 1));
        trace.event(0, 3, exit(100, 0x1000, 1)).event(0, 4, exit(100, 0x5000, 0));

        assertThat(perCpu())
                .isEqualTo(" 0)   ==========> |\n"
                        + " 0)               |  irq() {\n"
                        + " 0)   1.000 us    |    aaa();\n"
                        + " 0)   1.000 us    |  }\n"
                        + " 0)   <========== |\n");
    }

    @Test
    void shouldHideInterruptsOnDemand() throws IOException {
        trace.event(0, 1, entry(100, 0x1000, 0)).event(0, 2, entry(100, 0x5000, 1));
        trace.event(0, 3, entry(100, 0x2000, 2)).event(0, 4, exit(100, 0x2000, 2));
        trace.event(0, 5, exit(100, 0x5000, 1)).event(0, 6, exit(100, 0x1000, 0));

        assertThat(perCpu("nofuncgraph-irqs")).isEqualTo(" 0)               |  aaa() {\n 0)   1.000 us    |  }\n");
    }

    @Test
    void shouldShowOtherEventsAmongTheCallsAsComments() throws IOException {
        trace.event(0, 1, record(FAULT, 100, 16).putLong(0x10));
        trace.event(0, 2, entry(100, 0x1000, 0)).event(0, 3, entry(100, 0x2000, 1));
        trace.event(0, 4, record(FAULT, 100, 16).putLong(0x20));
        trace.event(0, 5, record(PRINT, 100, 24).putLong(0x3000).put(MadeUpTrace.bytes("hi: 1\n")));
        trace.event(0, 6, exit(100, 0x2000, 1)).event(0, 7, exit(100, 0x1000, 0));

        assertThat(perCpu())
                .isEqualTo(" 0)               |  /* page_fault: address=10 */\n"
                        + " 0)               |  aaa() {\n"
                        + " 0)               |    bbb() {\n"
                        + " 0)               |      /* page_fault: address=20 */\n"
                        + " 0)               |      /* hi: 1 */\n"
                        + " 0)   1.000 us    |    }\n"
                        + " 0)   1.000 us    |  }\n");
    }

    @Test
    void shouldShowStacksAsLinesOfTheirOwn() throws IOException {
        trace.event(
                0,
                1_000_000,
                record(STACK, 100, 32).putInt(1).position(16).putLong(0x1004).putLong(-1));

        assertThat(perCpu()).isEqualTo("            task-100     [000] .....     0.001000: <stack trace>\n => aaa\n");
    }

    @Test
    void shouldFindLeavesOfATaskThoughAnotherRanMeanwhile() throws IOException {
        trace.event(0, 1, entry(100, 0x1000, 0)).event(0, 2, entry(200, 0x2000, 0));
        trace.event(1, 3, exit(100, 0x1000, 0)).event(0, 4, exit(200, 0x2000, 0));

        assertThat(perTask("funcgraph-proc"))
                .isEqualTo(" 0)    task-100    |   1.000 us    |  aaa();\n"
                        + " 0)   other-200    |   1.000 us    |  bbb();\n");
    }

    @Test
    void shouldKeepTheOrderOfTimeWhileLinesWait() throws IOException {
        trace.event(0, 1, entry(100, 0x1000, 0)).event(1, 2, entry(200, 0x2000, 0));
        trace.event(1, 3, entry(200, 0x3000, 1)).event(1, 4, exit(200, 0x3000, 1));
        trace.event(0, 5, record(FAULT, 100, 16).putLong(0x20)).event(0, 6, exit(100, 0x1000, 0));

        assertThat(perTask())
                .isEqualTo(" 0)               |  aaa() {\n"
                        + " 1)               |  bbb() {\n"
                        + " 1)   1.000 us    |    ccc();\n"
                        + " 0)               |  /* page_fault: address=20 */\n"
                        + " 0)   1.000 us    |  }\n");
    }

    @Test
    void shouldTakeIdleTasksOfTwoCpusForTwo() throws IOException {
        trace.event(0, 1, entry(0, 0x1000, 0)).event(1, 2, entry(0, 0x2000, 0));
        trace.event(0, 3, exit(0, 0x1000, 0)).event(1, 4, exit(0, 0x2000, 0));

        assertThat(perTask()).isEqualTo(" 0)   1.000 us    |  aaa();\n 1)   1.000 us    |  bbb();\n");
    }

    @Test
    void shouldNotHoldLinesWithoutEnd() throws IOException {
        trace.event(0, 1, entry(100, 0x1000, 0));
        for (int i = 0; i < 20_000; i++) {
            trace.event(1, 2, record(FAULT, 200, 16).putLong(i));
        }
        trace.event(0, 3, exit(100, 0x1000, 0));

        assertThat(perTask()).startsWith(" 0)               |  aaa() {\n").endsWith(" 0)   1.000 us    |  }\n");
    }
}
