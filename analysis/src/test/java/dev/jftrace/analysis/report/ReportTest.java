package dev.jftrace.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.analysis.report.plugin.PluginOptions;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String COMMON = "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
            + "\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n"
            + "\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n"
            + "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n";
    private static final int ENTRY = 11;
    private static final int EXIT = 10;
    private static final int FUNCTION = 1;
    private static final int SWITCH = 300;
    private static final int PRINT = 5;

    private final EventCatalog catalog = EventCatalog.builder()
            .ftraceFormat(format("function", FUNCTION, "\"\"", "unsigned long ip@8:8", "unsigned long parent_ip@16:8"))
            .ftraceFormat(format("funcgraph_entry", ENTRY, "\"\"", "unsigned long func@8:8", "int depth@16:4"))
            .ftraceFormat(format(
                    "funcgraph_exit",
                    EXIT,
                    "\"\"",
                    "unsigned long func@8:8",
                    "int depth@16:4",
                    "unsigned long long calltime@24:8",
                    "unsigned long long rettime@32:8",
                    "unsigned long retval@40:8"))
            .ftraceFormat(format("print", PRINT, "\"%s\", REC->buf", "char buf[]@8:0"))
            .format(
                    "sched",
                    format(
                            "sched_switch",
                            SWITCH,
                            "\"%s\", REC->prev_comm",
                            "char prev_comm[16]@8:16",
                            "pid_t prev_pid@24:4",
                            "int prev_prio@28:4",
                            "long prev_state@32:8",
                            "char next_comm[16]@40:16",
                            "pid_t next_pid@56:4",
                            "int next_prio@60:4"))
            .functions(ascii("1000 T aaa\n2000 T bbb\n3000 T ccc\n4000 T end\n"))
            .tasks(ascii("100 task a\n"))
            .build();
    private final FakeCpu zero = new FakeCpu(0);
    private final FakeCpu one = new FakeCpu(1);

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] format(String name, int id, String printFmt, String... fields) {
        StringBuilder text = new StringBuilder("name: " + name + "\nID: " + id + "\nformat:\n" + COMMON);
        for (String field : fields) {
            String[] parts = field.split("[@:]");
            text.append("\tfield:" + parts[0] + ";\toffset:" + parts[1] + ";\tsize:" + parts[2] + ";\tsigned:1;\n");
        }
        return ascii(text + "\nprint fmt: " + printFmt + "\n");
    }

    private static ByteBuffer record(int id, int size) {
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) id)
                .put((byte) 0)
                .put((byte) 0)
                .putInt(100);
    }

    private static byte[] entry(long function, int depth) {
        return record(ENTRY, 24).putLong(function).putInt(depth).array();
    }

    private static byte[] exit(long function, int depth, long ns, long value) {
        ByteBuffer exit = record(EXIT, 48).putLong(function).putInt(depth).putInt(0);
        return exit.putLong(1000).putLong(1000 + ns).putLong(value).array();
    }

    private static byte[] function(long ip, long parent) {
        return record(FUNCTION, 24).putLong(ip).putLong(parent).array();
    }

    private static byte[] print(String text) {
        return record(PRINT, 8 + text.length() + 1).put(ascii(text)).array();
    }

    private String report(ReportOptions options) throws IOException {
        return report(options, EventStream.of(catalog, List.of(zero, one)));
    }

    private static String report(ReportOptions options, EventStream stream) throws IOException {
        Report report = new Report(options, stream);
        TextBuffer out = new TextBuffer();
        while (report.next(out)) {
            assertThat(out.byteAt(out.length() - 1)).isEqualTo((byte) '\n');
        }
        return out.toString();
    }

    private String infos(ReportOptions options) throws IOException {
        StringBuilder infos = new StringBuilder();
        Matcher line = Pattern.compile("(?m)^.*?: ([a-z_]+): (.*\\n)").matcher(report(options));
        while (line.find()) {
            infos.append(line.group(2).substring(Math.max(0, 20 - line.group(1).length())));
        }
        return infos.toString();
    }

    @Test
    void shouldFoldEntryAndExitThatFollowEachOther() throws IOException {
        zero.add(1, entry(0x1000, 0)).add(2, entry(0x2000, 1)).add(3, exit(0x2000, 1, 750, -22));
        zero.add(4, exit(0x1000, 0, 123_456_789, 5));

        assertThat(infos(ReportOptions.defaults()))
                .isEqualTo("             |  aaa() {\n"
                        + "  0.750 us   |    bbb(); (ret=-22)\n"
                        + "# 123456.789 us |  } (ret=0x5)\n");
    }

    @Test
    void shouldShowTheAddressOfAFunctionWithoutAName() throws IOException {
        zero.add(1, entry(0x100, 0)).add(2, entry(0x1000, 1)).add(3, exit(0x1000, 1, 750, 0));

        assertThat(infos(ReportOptions.defaults())).startsWith("             |  100() {\n");
    }

    @Test
    void shouldForgetTheAddressForTheSakeOfTraceCmd() throws IOException {
        zero.add(1, entry(0x100, 0)).add(2, entry(0x1000, 1)).add(3, exit(0x1000, 1, 750, 0));

        assertThat(infos(ReportOptions.defaults().withCompat(true))).startsWith("             |  ) {\n");
    }

    @Test
    void shouldNotFoldAcrossAnEventOfAnotherCpu() throws IOException {
        zero.add(1, entry(0x1000, 0)).add(3, exit(0x1000, 0, 10, 0));
        one.add(2, print("between\n"));

        assertThat(infos(ReportOptions.defaults())).contains("aaa() {").contains("} (ret=0x0)");
    }

    @Test
    void shouldKeepTheCallersOfEachCpu() throws IOException {
        zero.add(1, function(0x2000, 0x1000)).add(3, function(0x3000, 0x2000)).add(5, function(0x2000, 0x1000));
        one.add(2, function(0x3000, 0x1000));

        assertThat(infos(ReportOptions.defaults())).isEqualTo("bbb\nccc\n   ccc\nbbb\n");
    }

    @Test
    void shouldShowParentsOnlyWhenAsked() throws IOException {
        zero.add(1, function(0x2000, 0x1000));

        ReportOptions options = ReportOptions.defaults()
                .withPluginOptions(PluginOptions.defaults().with("ftrace:parent", true));

        assertThat(infos(options)).isEqualTo("bbb <-- aaa\n");
    }

    @Test
    void shouldLearnCommsFromTheSchedulerWhilePrinting() throws IOException {
        ByteBuffer event = record(SWITCH, 64)
                .put(ascii("old"))
                .position(24)
                .putInt(7)
                .putInt(120)
                .putLong(1);
        event.put(ascii("new")).position(56).putInt(100).putInt(-2);
        zero.add(1, event.array());

        assertThat(infos(ReportOptions.defaults())).isEqualTo("old:7 [120] S ==> new:100 [-2]\n");
        assertThat(catalog.tasks().comm(7)).isEqualTo(ascii("old"));
        assertThat(catalog.tasks().comm(100)).isEqualTo(ascii("task a"));
    }

    @Test
    void shouldRoundToMicrosecondsOrShowNanoseconds() throws IOException {
        zero.add(1_000_000_500L, print("x\n"));

        assertThat(report(ReportOptions.defaults()))
                .isEqualTo("          task a-100   [000] .....     1.000001: print:                x\n");
    }

    @Test
    void shouldShowNanosecondsAndLatencyLines() throws IOException {
        zero.add(1_000_000_500L, print("x"));

        assertThat(report(ReportOptions.defaults().withNanoseconds(true).withLatency(true)))
                .isEqualTo("  task a-100     0.....     1.000000500: print:                x\n");
    }

    @Test
    void shouldShowTheTimeSinceTheEventBefore() throws IOException {
        zero.add(1_000_000, print("x")).add(1_007_000, print("y"));

        assertThat(report(ReportOptions.defaults().withDifferences(true)))
                .contains("0.001000:          print:")
                .contains("0.001007: (+7)     print:");
    }

    @Test
    void shouldTellHowManyEventsWereLost() throws IOException {
        zero.add(1, print("x"), 42).add(2, print("y"), -1);

        assertThat(report(ReportOptions.defaults()))
                .startsWith("CPU:0 [42 EVENTS DROPPED]\n")
                .contains("\nCPU:0 [EVENTS DROPPED]\n");
    }

    @Test
    void shouldNameTheInstanceBeforeItsEvents() throws IOException {
        zero.add(1, print("x"));
        one.add(2, print("y"));
        EventStream stream = EventStream.of(List.of(
                new EventStream.Source(catalog, "", TraceClock.LOCAL, List.of(zero)),
                new EventStream.Source(catalog, "net", new TraceClock("counter"), List.of(one))));

        assertThat(report(ReportOptions.defaults(), stream).lines())
                .containsExactly(
                        "               task a-100   [000] .....     0.000000: print:                x",
                        "net:           task a-100   [001] .....           2: print:                y");
    }

    @Test
    void shouldShowAnEventOfNoKnownFormat() throws IOException {
        zero.add(1, record(999, 8).array());

        assertThat(report(ReportOptions.defaults())).endsWith(": (NULL):               [UNKNOWN EVENT]\n".substring(1));
    }

    @Test
    void shouldSurviveRecordsThatAreTooShort() throws IOException {
        for (int id : new int[] {FUNCTION, ENTRY, EXIT, PRINT, SWITCH}) {
            for (int length = 2; length < 30; length++) {
                zero.add(1, Arrays.copyOf(record(id, 30).array(), length));
            }
        }

        assertThat(report(ReportOptions.defaults()).lines()).hasSizeGreaterThan(100);
    }
}
