package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line on stderr, the documented exit status, no half-written file; never a stack trace. */
class BadInputIT {
    private static final Path ROOT = ArchitectureTest.root();
    private static final String SAMPLE = ROOT.resolve("samples/Checkout.java").toString();

    @TempDir
    Path folder;

    @Test
    void shouldRefuseWhatIsNoTrace() throws IOException {
        Files.writeString(folder.resolve("x.dat"), "this is not a trace\n");

        assertFailure(Jftrace.run(folder, "report", "x.dat"), 1, "jftrace: x\\.dat: at byte 0: .*not a trace\\.dat.*");
    }

    @Test
    void shouldRefuseAVersionFromTheFuture() throws IOException {
        byte[] bytes = sample();
        bytes[10] = '9';
        Files.write(folder.resolve("x.dat"), bytes);

        assertFailure(Jftrace.run(folder, "report", "x.dat"), 1, "jftrace: x\\.dat: at byte 10: .*version.*9.*");
    }

    @Test
    void shouldRefuseACompressionThatItDoesNotKnow() throws IOException {
        byte[] bytes = sample();
        int name = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("zstd");
        bytes[name] = 'q';
        Files.write(folder.resolve("x.dat"), bytes);

        assertFailure(Jftrace.run(folder, "report", "x.dat"), 1, "jftrace: x\\.dat: at byte \\d+: .*qstd.*");
    }

    @Test
    void shouldTellOfAFolder() {
        assertFailure(Jftrace.run(folder, "report", "/usr"), 1, "jftrace: /usr: is a folder, expected a trace\\.dat");
    }

    @Test
    void shouldTellOfAFileThatIsNotThere() {
        assertFailure(Jftrace.run(folder, "report", "no.dat"), 1, "jftrace: no\\.dat: no such file.*");
    }

    @Test
    void shouldPrintWhatCanBeReadOfACutFileAndThenOneLine() throws IOException {
        byte[] bytes = sample();
        for (int length : new int[] {0, 5, 11, 60, 500, 1500, 4100, 8200, 12_300, bytes.length - 1}) {
            Files.write(folder.resolve("x.dat"), Arrays.copyOf(bytes, length));

            Run run = Jftrace.run(folder, "report", "x.dat");

            assertThat(run.status()).as("cut to %d bytes", length).isEqualTo(1);
            assertThat(run.errLines())
                    .as("cut to %d bytes", length)
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("jftrace: x.dat: "));
            assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "frobnicate, no command 'frobnicate'",
        "reprot, did you mean 'report'",
        "report --frobnicate, no option '--frobnicate'",
        "report -Z, no option '-Z'",
        "report -i, the value is missing",
        "report --cpu 3-1, a range goes from the lower to the higher",
        "report -v -v, one -v is enough",
        "report -O colour, no such option of a plug-in",
        "report --color=blue, --color is auto",
        "report --ts-offset soon, expected a number",
        "report -w a b, -w takes one file at a time",
        "record java X.java, nothing to trace was named",
        "record --jvm, which program",
        "record --jvm -p wakeup java X.java, no tracer 'wakeup'",
        "record --jvm --max-graph-depth many java X.java, expected a number",
        "record --compression lzma --jvm java X.java, no compression 'lzma'",
        "live --jvm -O funcgraph-colour java X.java, no option 'funcgraph-colour'",
        "start --jvm, the value is missing",
        "start --jvm= -p function, expected a pid",
        "record --jvm= true, expected a pid",
        "start --jvm=1, neither an event (-e) nor a tracer (-p) was named",
        "start --jvm=1 -p function -p function_graph, only one tracer",
        "start --jvm=1 -p function -b x, expected a number",
        "start --jvm=1 -p function -Z -1, expected a number",
        "start --jvm=1 -p function --max-graph-depth deep, expected a number",
        "start --jvm=1 -p function -P, the value is missing",
        "stack --jvm=1, no option '--jvm'",
    })
    void shouldTellAUsageMistakeInOneLine(String words, String what) {
        assertFailure(
                Jftrace.run(folder, words.split(" ")), 2, "jftrace: .*" + java.util.regex.Pattern.quote(what) + ".*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start -p function",
                "set -l x",
                "show",
                "stat",
                "stop",
                "reset",
                "extract",
                "list -f",
                "record",
                "live",
                "stream"
            })
    void shouldTellOnceThatThereIsNoSuchJvm(String words) {
        String[] all = (words + " --jvm=999999999").split(" ");

        assertFailure(
                Jftrace.run(folder, all),
                1,
                "jftrace: --jvm=999999999: no JVM that runs here has this pid; see 'jftrace list --jvm'");
    }

    /** These tests run with JFTRACE_TRACEFS=none: what they start finds no kernel to change. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "start -e sched",
                "stop",
                "restart",
                "show",
                "set -e sched",
                "reset",
                "clear",
                "snapshot -s",
                "stat",
                "stack",
                "list -e",
                "check-events",
                "record -e sched true",
                "extract",
                "stream -e sched",
                "profile true",
                "hist -e sched_switch",
                "sqlhist -e 'SELECT'",
                "switch nop",
            })
    void shouldTellThatNoTracefsIsMounted(String words) {
        assertFailure(
                Jftrace.run(folder, words.split(" ")),
                1,
                "jftrace: no tracefs is mounted on this machine: as root, mount -t tracefs nodev /sys/kernel/tracing");
    }

    @Test
    void shouldTellThatTheProgramIsNotThere() {
        assertFailure(
                Jftrace.run(folder, "record", "--jvm", "jaava", "X"),
                1,
                "jftrace: cannot run jaava: not found in PATH");
    }

    @Test
    void shouldRefuseAnOutputThatCannotBeWrittenBeforeTheProgramRuns() {
        Run run = Jftrace.run(folder, "record", "-o", "no/such/folder/x.dat", "--jvm", "java", SAMPLE);

        assertFailure(run, 1, "jftrace: no/such/folder/x\\.dat: can't be written: .*");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void shouldNameTheOutputAndNotATemporaryFile() {
        String trace = ROOT.resolve("samples/checkout.dat").toString();

        assertFailure(
                Jftrace.run(folder, "convert", "-i", trace, "No/such/x.dat"),
                1,
                "jftrace: No/such/x\\.dat: can't be written: there is no folder .*/No/such");
    }

    @Test
    void shouldRefuseAFolderAsOutput() {
        assertFailure(
                Jftrace.run(folder, "record", "-o", folder.toString(), "--jvm", "java", SAMPLE), 1, ".*is a folder.*");
    }

    @Test
    void shouldRunTheProgramAndNameNearMissesWhereAFilterMatchesNothing() {
        Run run = Jftrace.run(folder, "record", "-q", "--jvm", "-l", "samples.Chekout.*", "java", SAMPLE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("refused: cup is out of stock");
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("jftrace: 'samples.Chekout.*' matched no function")
                .contains("samples.Checkout");
    }

    @Test
    void shouldTellThatNoJvmWasStarted() {
        Run run = Jftrace.run(folder, "record", "-q", "--jvm", "true");

        assertThat(run.status()).isZero();
        assertThat(run.err()).startsWith("jftrace: no JVM was traced");
    }

    private void assertFailure(Run run, int status, String line) {
        assertThat(run.errLines()).singleElement().asString().matches(line);
        assertThat(run.status()).isEqualTo(status);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()).filter(name -> !name.equals("x.dat")))
                    .isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] sample() throws IOException {
        return Files.readAllBytes(ROOT.resolve("samples/checkout.dat"));
    }

    /** Kept from a recording of samples/Checkout.java; the launcher warms up on it. */
    @Test
    void shouldReadTheSampleTrace() {
        List<String> lines = Jftrace.run(
                        folder, "report", ROOT.resolve("samples/checkout.dat").toString())
                .outLines();
        assertThat(lines).hasSizeGreaterThan(100).first().isEqualTo("cpus=3");
    }
}
