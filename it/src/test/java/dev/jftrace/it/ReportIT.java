package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.jftrace.testkit.Golden;
import dev.jftrace.testkit.Run;
import dev.jftrace.testkit.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of report, held against trace-cmd where that is installed. */
class ReportIT {
    private static final int SUB_BUFFER = 4096;

    @TempDir
    static Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        for (String name : List.of("sched-mono", "fgraph-openat", "fgraph-all-v6", "user-stacks")) {
            try (InputStream in = new ZstdInputStream(ReportIT.class.getResourceAsStream(name + ".dat.zst"))) {
                Files.copy(in, folder.resolve(name + ".dat"));
            }
        }
    }

    /** The words of an option, {@code |} between them, and the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-e|-i|sched-mono.dat",
                "-p|-i|sched-mono.dat",
                "-E|-i|sched-mono.dat",
                "-P|-i|sched-mono.dat",
                "-f|-i|sched-mono.dat",
                "--cpus|-i|sched-mono.dat",
                "--first-event|--last-event|-t|-i|sched-mono.dat",
                "--stat|-i|fgraph-all-v6.dat",
                "--uname|-i|sched-mono.dat",
                "--version|-i|sched-mono.dat",
                "-w|-i|sched-mono.dat",
                "-I|-i|sched-mono.dat",
                "-S|-i|sched-mono.dat",
                "--raw-ts|-i|sched-mono.dat",
                "--nodate|-i|sched-mono.dat",
                "--align-ts|--ts-diff|-i|sched-mono.dat",
                "-r|sched_switch|-i|sched-mono.dat",
                "-n|sched|-i|sched-mono.dat",
                "-F|sched_switch: next_pid == 0 \\|\\| prev_pid == 0 && prev_prio > 120|-i|sched-mono.dat",
                "-F|sched: bogus == 1 \\|\\| common_pid == 0|-i|sched-mono.dat",
                "-F|sched_switch: prev_comm !~ \"^SWAP\"|-i|sched-mono.dat",
                "-F|hrtimer_.*: function =~ \"tick\"|-v|-F|.*: CPU == 0|-i|sched-mono.dat",
                "--comm|work.sh|-i|sched-mono.dat",
                "-O|tailprint|-O|fgraph:depth|-i|fgraph-openat.dat",
                "-v|-F|funcgraph_exit|-i|fgraph-openat.dat",
                "-i|sched-mono.dat|-i|fgraph-openat.dat",
                "--boundary|-i|sched-mono.dat",
                "--debug|-i|fgraph-all-v6.dat",
                "--first-event|-i|sched-mono.dat|-i|fgraph-openat.dat",
            })
    void shouldPrintWhatTraceCmdPrints(String words) {
        Assumptions.assumeTrue(Tools.isInstalled("trace-cmd"), "no trace-cmd to compare with");
        String[] report = Arrays.stream(words.replace("\\|\\|", "\0").split("\\|"))
                .map(word -> word.replace("\0", "||"))
                .toArray(String[]::new);

        List<String> ours = plain(run(report).out());

        assertThat(ours).hasSizeGreaterThan(0).isEqualTo(plain(traceCmd(report)));
    }

    @Test
    void shouldTakeNamesOfFunctionsFromAnotherFile() throws IOException {
        String known = run("-f", "-i", "fgraph-openat.dat").outLines().stream()
                .filter(line -> line.endsWith(" do_filp_open"))
                .findFirst()
                .orElseThrow();
        Files.writeString(folder.resolve("more.txt"), known.replace(" do_filp_open", " T my_open\n"));
        String[] report = {"--kallsyms", "more.txt", "-i", "fgraph-openat.dat"};

        List<String> ours = plain(run(report).out());

        assertThat(ours).anyMatch(line -> line.contains("my_open() {"));
        if (Tools.isInstalled("trace-cmd")) {
            assertThat(ours).isEqualTo(plain(traceCmd(report)));
        }
        assertThat(run("--kallsyms", "no.txt", "-i", "fgraph-openat.dat").errLines())
                .containsExactly("jftrace: no.txt: no such file or folder");
    }

    private static Run run(String... words) {
        List<String> report = new ArrayList<>(List.of("report"));
        report.addAll(List.of(words));
        return Jftrace.run(folder, report.toArray(String[]::new));
    }

    private static String traceCmd(String... words) {
        List<String> command = new ArrayList<>(List.of("trace-cmd", "report"));
        command.addAll(List.of(words));
        return Run.of(folder, command).out();
    }

    /** Older versions have no flags, other letters for some states, and with --debug lines of the file and of empty CPUs. */
    private static List<String> plain(String report) {
        return Golden.withoutFlags(report)
                .replaceAll("(?m)(\\[\\d+\\]) [.dXNLHhs]{3}[.0-9a-f]{2}( *\\d+: )", "$1$2")
                .replaceAll("\\] [A-Za-z|]+ ==>", "] ? ==>")
                .replaceAll("(?m)^(version = [67]|CPU \\d+ is empty)\\n", "")
                .lines()
                .toList();
    }

    @Test
    void shouldTellOfCpusWithoutDataInItsStatistics() {
        Jftrace.run(folder, "split", "-C", "1", "-i", "user-stacks.dat", "-o", "cpu1.dat");

        assertThat(run("--stat", "-i", "cpu1.dat").outLines())
                .containsSubsequence("CPU0 data recorded at offset=0x0", "    0 bytes in size")
                .anyMatch(line -> line.matches("CPU1 data recorded at offset=0x[1-9a-f][0-9a-f]+"));
    }

    @Test
    void shouldShowSecondsWhereAFrequencyIsGiven() throws IOException {
        Jftrace.run(folder, "convert", "--file-version", "6", "-i", "user-stacks.dat", "v6.dat");
        String bytes = Files.readString(folder.resolve("v6.dat"), StandardCharsets.ISO_8859_1);
        Files.writeString(folder.resolve("boot.dat"), bytes.replace("[local]", "[boot] "), StandardCharsets.ISO_8859_1);

        assertThat(run("-i", "boot.dat").outLines().get(1)).contains("391004038873: sched_switch:");
        assertThat(run("--ts2secs", "1000000", "-i", "boot.dat").outLines().get(1))
                .contains(" 391004.038873: sched_switch:");
    }

    @Test
    void shouldNotPassOverAnOptionThatNoPluginHas() {
        Run run = run("-O", "fgraph:cpu", "-i", "user-stacks.dat");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("-O fgraph:cpu: no such option", "fgraph:depth");
    }

    @Test
    void shouldBindAFilterToTheFileBeforeIt() {
        List<String> lines = run(
                        "-i",
                        "sched-mono.dat",
                        "-F",
                        "sched_switch",
                        "-i",
                        "fgraph-openat.dat",
                        "-F",
                        "funcgraph_entry")
                .outLines();

        assertThat(lines)
                .filteredOn(line -> line.startsWith("   sched-mono.dat: "))
                .anyMatch(line -> line.contains(": sched_switch: "))
                .noneMatch(line -> line.contains(": sched_waking: "));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("fgraph-openat.dat: "))
                .anyMatch(line -> line.contains("funcgraph_entry: "))
                .noneMatch(line -> line.contains("funcgraph_exit: "));
    }

    @Test
    void shouldShiftTheFileBeforeTheOffset() {
        String line = run("-t", "-i", "sched-mono.dat", "--ts-offset", "1000000000")
                .outLines()
                .get(1);
        String before = run("-t", "-i", "sched-mono.dat").outLines().get(1);

        assertThat(seconds(line) - seconds(before)).isEqualTo(1);
    }

    private static long seconds(String line) {
        return Long.parseLong(line.replaceAll(".*\\] \\S+ +(\\d+)\\.\\d{9}: .*", "$1"));
    }

    @Test
    void shouldPointAtAMistakeInAFilter() {
        Run run = run("-F", "sched_switch: next_pid =", "sched-mono.dat");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.errLines().get(0)).startsWith("jftrace: -F 'sched_switch: next_pid =': expected ");
        assertThat(run.errLines().get(1).indexOf('^'))
                .isEqualTo(run.errLines().get(0).indexOf("=': "));
    }

    @Test
    void shouldTellHowAFilterWasUnderstoodAndGoOn() {
        List<String> lines = run("-T", "-F", "sched_switch: next_pid==0||bogus==1", "sched-mono.dat")
                .outLines();

        assertThat(lines.subList(0, 2)).containsExactly(" 'sched_switch: next_pid == 0'", "cpus=2");
        assertThat(lines).hasSizeGreaterThan(3);
    }

    @Test
    void shouldShowColorsOnlyWhereTheyAreWanted() {
        assertThat(run("--color=auto", "sched-mono.dat").out()).doesNotContain("\033");
        assertThat(run("--color=always", "fgraph-openat.dat").out())
                .contains("\033[1mfuncgraph_entry\033[0m:")
                .contains("\033[33m+\033[0m");
    }

    @Test
    void shouldListTheFormatsOfEvents() {
        assertThat(run("--event", "sched:_switch$", "sched-mono.dat").outLines())
                .startsWith("", "system: sched", "name: sched_switch")
                .noneMatch(line -> line.startsWith("name: sched_wakeup"));
    }

    @Test
    void shouldPrintWhatIsBesideADamagedSubBufferAndThenOneLine() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("fgraph-all-v6.dat"));
        int whole = run("fgraph-all-v6.dat").outLines().size();
        int page = (bytes.length / SUB_BUFFER - 3) * SUB_BUFFER;
        Arrays.fill(bytes, page + 16, page + 24, (byte) 0xff);
        Arrays.fill(bytes, page + 8, page + 11, (byte) 0xff);
        Files.write(folder.resolve("damaged.dat"), bytes);

        Run run = run("damaged.dat");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .matches("jftrace: damaged\\.dat: at byte \\d+: CPU \\d+ of the top buffer: .*");
        assertThat(run.outLines())
                .hasSizeBetween(whole / 2, whole - 1)
                .anyMatch(line -> line.endsWith("[EVENTS DROPPED]"));
    }
}
