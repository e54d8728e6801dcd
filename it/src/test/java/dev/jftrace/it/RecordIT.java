package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.testkit.Golden;
import dev.jftrace.testkit.Jdks;
import dev.jftrace.testkit.Run;
import dev.jftrace.testkit.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jftrace record} on real programs; trace-cmd is the oracle for what was written. */
class RecordIT {
    private static final String SAMPLE =
            ArchitectureTest.root().resolve("samples/Checkout.java").toString();

    @TempDir
    Path folder;

    static List<Path> javas() {
        return Jdks.javas();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldWriteAVersion7FileThatTraceCmdShowsAsWeDo(Path java) throws IOException {
        assumeTrue(Tools.isInstalled("trace-cmd"), "trace-cmd is not installed");

        Run run = Jftrace.run(
                folder, "record", "--jvm", "-p", "function_graph", "-l", "samples.*", java.toString(), SAMPLE);

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("refused: cup is out of stock").contains("CPU0 data recorded at offset=0x");
        Run ours = Jftrace.run(folder, "report");
        Run theirs = Run.of(folder, List.of("trace-cmd", "report", "trace.dat"));
        assertThat(ours.outLines()).hasSizeGreaterThan(100);
        assertThat(Golden.withoutFlags(ours.out())).isEqualTo(theirs.out());
        try (TraceFile file = TraceFile.open(folder.resolve("trace.dat"))) {
            assertThat(file.version()).isEqualTo(7);
            assertThat(file.compression()).isEqualTo(Compression.ZSTD);
            assertThat(file.buffers())
                    .extracting(TraceBuffer::name, TraceBuffer::clock)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("", "mono"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd"}) // Debian 12's trace-cmd was built without zlib
    void shouldBeReadByTraceCmdWithEveryCompressionThatItHas(String compression) {
        assumeTrue(Tools.isInstalled("trace-cmd"), "trace-cmd is not installed");

        Jftrace.run(folder, "record", "-q", "--compression", compression, "--jvm", "java", SAMPLE);

        String theirs = Run.of(folder, List.of("trace-cmd", "report", "-t", "trace.dat"))
                .out();
        assertThat(theirs).contains("samples.Checkout.main() {");
        assertThat(Golden.withoutFlags(Jftrace.run(folder, "report", "-t").out()))
                .isEqualTo(theirs);
    }

    /** Debian 12's trace-cmd writes a size for each CPU that is 4 bytes short. */
    @Test
    void shouldReadWhatTraceCmdWrites() {
        assumeTrue(Tools.isInstalled("trace-cmd"), "trace-cmd is not installed");
        String trace = ArchitectureTest.root().resolve("samples/checkout.dat").toString();

        Run.of(folder, List.of("trace-cmd", "convert", "-i", trace, "-o", "theirs.dat"));

        Run report = Jftrace.run(folder, "report", "theirs.dat");
        assertThat(report.err()).isEmpty();
        assertThat(report.out()).isEqualTo(Jftrace.run(folder, "report", trace).out());
    }

    @Test
    void shouldWriteZlibToo() throws IOException {
        Jftrace.run(folder, "record", "-q", "--compression", "zlib", "--jvm", "java", SAMPLE);

        try (TraceFile file = TraceFile.open(folder.resolve("trace.dat"))) {
            assertThat(file.compression()).isEqualTo(Compression.ZLIB);
        }
        assertThat(Jftrace.run(folder, "report").out()).contains("samples.Checkout.main() {");
    }

    @Test
    void shouldGiveEachOfSeveralJvmsAnInstance() throws IOException {
        Run run = Jftrace.run(
                folder,
                "record",
                "-q",
                "-o",
                "two.dat",
                "--jvm",
                "-l",
                "samples.*",
                "sh",
                "-c",
                "java " + SAMPLE + " && java " + SAMPLE);

        assertThat(run.status()).isZero();
        try (TraceFile file = TraceFile.open(folder.resolve("two.dat"))) {
            assertThat(file.buffers()).hasSize(3);
            assertThat(file.buffers().get(0).name()).isEmpty();
            assertThat(file.buffers().subList(1, 3))
                    .allSatisfy(jvm -> assertThat(jvm.name()).matches("jvm-\\d+"));
        }
        assertThat(Jftrace.run(folder, "report", "two.dat").out())
                .containsPattern("jvm-\\d+: +main-\\d+ .*samples\\.Checkout\\.main\\(\\) \\{");
        if (Tools.isInstalled("trace-cmd")) {
            assertThat(Run.of(folder, List.of("trace-cmd", "report", "two.dat")).out())
                    .contains("samples.Checkout.main() {");
        }
    }

    /** The source launcher's classes have no names for their parameters. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldShowArgumentsAndResultsInEveryView(Path java) throws IOException {
        Files.writeString(folder.resolve("Values.java"), """
                public class Values {
                    enum Color { RED }
                    static String mix(int count, String text, Color color, long[] many, Object none) {
                        return text == null ? null : text + count;
                    }
                    static double half(double d, char c) { twice(); return d / 2; }
                    static void twice() { if (half == null) half = "x"; }
                    static String half;
                    public static void main(String[] words) {
                        mix(-3, "a \\"b\\" \u00e9", Color.RED, new long[2], null);
                        mix(1, null, null, null, words);
                        half(5, 'x');
                    }
                }
                """);

        Run run = Jftrace.run(
                folder,
                "record",
                "-q",
                "--jvm",
                "-l",
                "Values.mix",
                "-l",
                "Values.half",
                "-l",
                "Values.twice",
                "-O",
                "funcgraph-args",
                "-R",
                "Values.*",
                java.toString(),
                "Values.java");

        assertThat(run.err()).isEmpty();
        String graph = utf8(Jftrace.run(folder, "report", "--graph").out());
        assertThat(Golden.calls(graph))
                .element(0)
                .asString()
                .isEqualTo("Values.mix(arg1=-3, arg2=\"a \\\"b\\\" \u00e9\", arg3=RED, arg4=long[2], arg5=null);"
                        + " /* ret=\"a \\\"b\\\" \u00e9-3\" */");
        assertThat(Golden.calls(graph))
                .element(1)
                .asString()
                .isEqualTo("Values.mix(arg1=1, arg2=null, arg3=null, arg4=null, arg5=String[0]); /* ret=null */");
        assertThat(Golden.calls(graph))
                .endsWith("Values.half(arg1=5.0, arg2='x') {", "  Values.twice();", "} /* Values.half ret=2.5 */");
        assertThat(Jftrace.run(folder, "report").out()).contains("Values.half(arg1=5.0, arg2='x') {", "} (ret=2.5)");
        assertThat(Jftrace.run(folder, "report", "--json").out())
                .contains("\"arguments\":\"arg1=5.0, arg2='x'\"", "\"result\":\"2.5\"");
        assertThat(Jftrace.run(folder, "report", "-F", "funcgraph_entry: arguments =~ \"arg1=1\"")
                        .outLines())
                .filteredOn(line -> line.contains("funcgraph_entry"))
                .hasSize(1);
        assumeTrue(Tools.isInstalled("trace-cmd"), "trace-cmd is not installed");
        assertThat(Run.of(folder, List.of("trace-cmd", "report", "trace.dat")).out())
                .contains("Values.mix();", "Values.half() {");
        assertThat(Run.of(folder, List.of("trace-cmd", "report", "-R", "trace.dat"))
                        .out())
                .as("a text that is not ASCII makes trace-cmd show the bytes of all")
                .contains("arguments=ARRAY[61, 72, 67, 31, 3d, 35, 2e, 30");
    }

    @Test
    void shouldTakeTheHooksCostOutOfDurationsWhereAsked() throws IOException {
        Files.writeString(folder.resolve("Leaf.java"), """
                public class Leaf {
                    static int count;
                    static void tiny() { count++; }
                    static void many() { for (int i = 0; i < 20_000; i++) tiny(); }
                    public static void main(String[] words) { for (int i = 0; i < 50; i++) many(); }
                }
                """);
        Jftrace.run(folder, "record", "-q", "--jvm", "--no-governor", "java", "Leaf.java");

        double with = lastOfMany(Jftrace.run(folder, "report", "--graph"));
        Matcher cost = Pattern.compile("hook cost (\\d+) ns inside, (\\d+) ns a call")
                .matcher(Jftrace.run(folder, "report", "--version").out());
        assertThat(cost.find()).isTrue();
        double hooks = (Long.parseLong(cost.group(1)) + 20_000 * Long.parseLong(cost.group(2))) / 1000.0;

        assertThat(hooks).isPositive();
        for (String graph : List.of("--graph", "--graph=task")) {
            assertThat(lastOfMany(Jftrace.run(folder, "report", graph, "--compensate")))
                    .isCloseTo(Math.max(0, with - hooks), within(1.0));
        }
    }

    /** Its us, behind the calls of tiny. */
    private static double lastOfMany(Run run) {
        List<String> lines = run.outLines();
        String line = lines.get(lines.size() - 2);
        assertThat(line).endsWith("    }");
        return Double.parseDouble(line.replaceAll(".*?([0-9.]+) us .*", "$1"));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Test
    void shouldRecordOnlyEntriesWithTheFunctionTracer() {
        Jftrace.run(folder, "record", "-q", "--jvm", "-p", "function", "-l", "samples.Checkout.p*", "java", SAMPLE);

        String report = Jftrace.run(folder, "report").out();
        assertThat(report)
                .contains("function:             samples.Checkout.place")
                .doesNotContain("funcgraph");
    }

    @Test
    void shouldCountExactlyWhenTheStackOverflows() throws IOException {
        Files.writeString(folder.resolve("Deep.java"), """
                public class Deep {
                    static void fall() { fall(); }
                    static void after() {}
                    static void attempt() { try { fall(); } catch (StackOverflowError e) { System.out.println("caught"); } }
                    public static void main(String[] words) { for (int i = 0; i < 5; i++) { attempt(); after(); } }
                }
                """);

        Run run = Jftrace.run(folder, "record", "-q", "--jvm", "java", "Deep.java");

        assertThat(run.outLines()).hasSize(5).containsOnly("caught");
        List<String> lines = Jftrace.run(folder, "report", "-R").outLines();
        assertThat(count(lines, "funcgraph_entry:.*Deep\\.fall .*")).isGreaterThan(1000);
        assertThat(count(lines, "funcgraph_entry:.*")).isEqualTo(count(lines, "funcgraph_exit:.*"));
        assertThat(count(lines, "funcgraph_entry:.*Deep\\.after .*depth=1.*")).isEqualTo(5);
    }

    @Test
    void shouldFollowVirtualThreadsFromCarrierToCarrier() throws IOException {
        Path java = javas().get(javas().size() - 1);
        Files.writeString(folder.resolve("Many.java"), """
                import java.util.concurrent.*;
                public class Many {
                    static void outer() { inner(); sleep(); inner(); }
                    static void inner() {}
                    static void sleep() { try { Thread.sleep(1); } catch (InterruptedException e) { throw new Error(e); } }
                    public static void main(String[] words) {
                        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                            for (int i = 0; i < 200; i++) tasks.submit(Many::outer);
                        }
                    }
                }
                """);

        Jftrace.run(folder, "record", "-q", "--jvm", "-l", "Many.*", "-n", "*.main", java.toString(), "Many.java");

        List<String> lines = Jftrace.run(folder, "report", "-R").outLines();
        assertThat(count(lines, "funcgraph_entry:.*Many\\.outer .*depth=0.*")).isEqualTo(200);
        assertThat(count(lines, "funcgraph_exit:.*Many\\.outer .*depth=0.*kind=0.*"))
                .isEqualTo(200);
        assertThat(count(lines, "funcgraph_entry:.*Many\\.inner .*depth=1.*")).isEqualTo(400);
        assertThat(count(lines, "funcgraph_exit:.*Many\\.inner .*depth=1.*kind=0.*"))
                .isEqualTo(400);
        assertThat(lines.stream().filter(line -> line.contains("virtual-")).count())
                .isEqualTo(1600);
    }

    @Test
    void shouldLetOneLaneServeThreadAfterThread() throws IOException {
        Files.writeString(folder.resolve("Row.java"), """
                public class Row {
                    static void work() {}
                    public static void main(String[] words) throws Exception {
                        for (int i = 0; i < 300; i++) { Thread t = new Thread(Row::work); t.start(); t.join(); }
                    }
                }
                """);

        Jftrace.run(folder, "record", "-q", "--jvm", "-l", "Row.work", "java", "Row.java");

        List<String> lines = Jftrace.run(folder, "report").outLines();
        assertThat(lines).first().isEqualTo("cpus=1");
        assertThat(count(lines, "Thread-\\d+-\\d+ .*Row\\.work\\(\\);")).isEqualTo(300);
    }

    @Test
    void shouldTellOfLostEventsInTheTraceAndOnStderr() throws IOException {
        Files.writeString(folder.resolve("Busy.java"), """
                public class Busy {
                    static int sum;
                    static void tick(int i) { sum += i; }
                    public static void main(String[] words) throws Exception {
                        for (int i = 0; i < 5_000_000; i++) tick(i);
                        Thread.sleep(500); // by then there is room again
                    }
                }
                """);

        Run run = Jftrace.run(folder, "record", "-q", "--jvm", "-b", "256", "--no-governor", "java", "Busy.java");

        assumeTrue(!run.err().isEmpty(), "this machine was fast enough to lose nothing");
        assertThat(run.err()).containsPattern("^jftrace: \\d+ events were lost");
        long told = Long.parseLong(run.err().replaceAll("(?s)^jftrace: (\\d+) events.*", "$1"));
        List<String> lines = Jftrace.run(folder, "report", "-R").outLines();
        long marked = lines.stream()
                .filter(line -> line.endsWith("EVENTS DROPPED]"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("CPU:\\d+ \\[(\\d+) EVENTS DROPPED]", "$1")))
                .sum();
        assertThat(marked).isPositive().isLessThanOrEqualTo(told);
        assertThat(count(lines, "funcgraph_exit:.*Busy\\.main .*depth=0.*kind=0.*"))
                .isEqualTo(1);
    }

    @Test
    void shouldKeepEveryCompleteCallOfAProgramThatIsKilled() throws IOException {
        Files.writeString(folder.resolve("Killed.java"), """
                public class Killed {
                    static void step() {}
                    public static void main(String[] words) throws Exception {
                        for (int i = 0; i < 100_000; i++) step();
                        new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start();
                        while (true) Thread.onSpinWait();
                    }
                }
                """);

        Run run = Jftrace.run(folder, "record", "-q", "--jvm", "-l", "Killed.*", "java", "Killed.java");

        assertThat(run.status()).isEqualTo(128 + 9);
        List<String> lines = Jftrace.run(folder, "report", "-R").outLines();
        assertThat(count(lines, "funcgraph_entry:.*Killed\\.step .*")).isEqualTo(100_000);
        assertThat(count(lines, "funcgraph_exit:.*Killed\\.step .*kind=0.*")).isEqualTo(100_000);
        assertThat(count(lines, "funcgraph_exit:.*Killed\\.main .*")).isZero();
    }

    @Test
    void shouldLeaveNothingBesideTheTrace() throws IOException {
        Jftrace.run(folder, "record", "-q", "--jvm", "java", SAMPLE);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactly("trace.dat");
        }
    }

    private static long count(List<String> lines, String what) {
        return lines.stream().filter(line -> line.matches(".*" + what)).count();
    }
}
