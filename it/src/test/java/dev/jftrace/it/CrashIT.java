package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/the-crash.md says, on real kernels: the check, the experiment of the note, and the journal of a machine that dies. */
@Tag("kernel")
class CrashIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"6.1, safe", "6.12, unknown"})
    void shouldFindOnTheRunningKernelThatThePatchedPlaceIsGone(String kernel, String verdict) {
        Run check = Guest.kernel(kernel).step("check");

        assertThat(check.out())
                .contains("hypervisor: qemu-tcg", "Debian, sources " + kernel + ".")
                .contains("this kernel has no ftrace_graph_call")
                .contains("\nfunction_graph: " + verdict + "\n")
                .endsWith("status 0\n");
        assertThat(check.out().contains("H28 unknown")).isEqualTo(kernel.equals("6.12"));
        assertThat(check.err()).isEmpty();
    }

    /** The image of the same kernel, unpacked here, with the symbols of the guest, which KASLR had moved. */
    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldCheckAnotherMachinesImage(String kernel) throws IOException {
        String symbols = Guest.kernel(kernel).file("check", "kallsyms").toString();
        String image = Run.of(
                                folder,
                                List.of(
                                        ArchitectureTest.root()
                                                .resolve("it/bed/prepare")
                                                .toString(),
                                        kernel))
                        .out()
                        .strip()
                + "/vmlinuz";

        Run check = Jftrace.run(folder, "check", "--image", image, "--map", symbols);
        assertThat(check.out())
                .contains("kernel      " + kernel + ".", "Debian", "GNU ld 2.40")
                .contains("no ftrace_graph_call")
                .contains("\nfunction_graph: safe\n");

        // A place of which the bytes are known, under the name of the one that is looked for: "Linux ve".
        String banner = Files.readString(Path.of(symbols), StandardCharsets.ISO_8859_1)
                .replaceAll("(?m) ([a-zA-Z]) linux_banner$", " $1 ftrace_graph_call");
        Files.writeString(folder.resolve("map"), banner, StandardCharsets.ISO_8859_1);
        Run bytes = Jftrace.run(folder, "check", "--image", image, "--map", "map");
        assertThat(bytes.out()).contains("bytes: 4c 69 6e 75 78 20 76 65", "function_graph: unsafe");
        assertThat(bytes.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldMakeTheWritesOfTheNotesProgramByTheSameCalls(String kernel) throws IOException {
        Guest guest = Guest.kernel(kernel);

        assertThat(guest.step("note-program")).isEqualTo(new Run(0, "Preparing to fail!\nblk\n", ""));
        Run mine = guest.step("switch");
        assertThat(mine.out()).endsWith("the tracer was nop and is blk; every write did what it asked for\nblk\n");
        assertThat(tracerCalls(guest.file("note-program", "strace")))
                .containsExactly(
                        "O_WRONLY",
                        "\"blk\", 3 = 3",
                        "O_WRONLY",
                        "\"function_graph\", 14 = 14",
                        "O_WRONLY",
                        "\"blk\", 3 = 3");
        assertThat(tracerCalls(guest.file("switch", "strace")))
                .isEqualTo(tracerCalls(guest.file("note-program", "strace")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldMakeTheWritesOfAnEchoByTheSameCallsButOCreat(String kernel) throws IOException {
        Guest guest = Guest.kernel(kernel);

        assertThat(guest.step("note-echo")).isEqualTo(new Run(0, "blk\n", ""));
        assertThat(tracerCalls(guest.file("note-echo", "strace")))
                .startsWith("O_WRONLY|O_CREAT|O_TRUNC", "\"blk\\n\", 4 = 4");
        Run mine = guest.step("switch-like-echo");
        assertThat(tracerCalls(guest.file("switch-like-echo", "strace")))
                .startsWith("O_WRONLY|O_TRUNC", "\"blk\\n\", 4 = 4");
        assertThat(mine.out())
                .contains("nop -> blk:", "blk -> nosuch:", "failed: Invalid argument")
                .contains("1 of 3 writes");
        assertThat(mine.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldHaveTheIntentOnTheDiskBeforeTheWrite(String kernel) throws IOException {
        List<String> calls =
                Files.readAllLines(Guest.kernel(kernel).file("switch", "strace"), StandardCharsets.ISO_8859_1).stream()
                        .filter(line -> line.matches(
                                ".*(write\\(\\d+, \"(intend|outcome|blk\"|function_graph\")|fsync\\(\\d+).*"))
                        .map(line -> line.replaceAll(".*?(fsync|intend|outcome|\"blk\"|\"function_graph\").*", "$1"))
                        .toList();

        assertThat(String.join(" ", calls))
                .contains("intend fsync \"function_graph\" outcome fsync", "intend fsync \"blk\" outcome fsync");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldSurviveTenSecondsOfFunctionGraphOnABusyMachine(String kernel) {
        Run hold = Guest.kernel(kernel).step("switch-hold");

        assertThat(hold.out()).contains("nop -> function_graph:", "function_graph -> nop:");
        assertThat(hold.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldArmTheKernelAndPutItsSettingsBack(String kernel) throws IOException {
        Guest guest = Guest.kernel(kernel);

        assertThat(guest.step("arm").status()).isZero();
        assertThat(guest.file("arm", "armed"))
                .hasContent("ftrace_dump_on_oops:1\npanic_on_oops:1\npanic:10\ntraceoff_on_warning:1\n");
        assertThat(guest.file("arm", "after")).hasSameTextualContentAs(guest.file("arm", "before"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldFindAHealthyKernelHealthy(String kernel) {
        Run doctor = Guest.kernel(kernel).step("doctor");

        assertThat(doctor.outLines()).allMatch(line -> line.startsWith("ok "));
        assertThat(doctor.out()).contains("function_graph is", "hist triggers", "kprobes", "JDKs to trace");
        assertThat(doctor.status()).isZero();
    }

    /**
     * bed/crash-proof tells, and docs/the-crash.md has the figures of twenty each. After a panic also what the machine kept of it: the
     * kernel's last words in pstore, and with 6.12, which reboots by itself, a persistent ring buffer.
     *
     * @param count 2 for one of each kernel
     */
    @ParameterizedTest
    @CsvSource({"panic, 2", "kill, 1"})
    void shouldNameTheWriteInWhichTheMachineDiedAndFindWhatItKept(String way, String count) {
        Path proof = ArchitectureTest.root().resolve("it/bed/crash-proof");
        Run run = Run.of(
                folder,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                List.of(proof.toString(), way, count, folder.toString()));

        assertThat(run.outLines().getLast())
                .as(run.out() + run.err())
                .startsWith(way + ": " + count + " right, 0 wrong");
        assertThat(run.status()).isZero();
    }

    /** What a program did to current_tracer, line by line. */
    private static List<String> tracerCalls(Path strace) throws IOException {
        return calls(strace).stream()
                .filter(line -> line.contains("/current_tracer\", O_WRONLY")
                        || line.matches(".*write\\(\\d+, \"(blk|function_graph)(\\\\n)?\",.*"))
                .map(line -> line.replaceFirst(".*current_tracer\", ([A-Z_|]+?)(\\|O_CLOEXEC)?[,)].*", "$1"))
                .map(line -> line.replaceFirst(".*write\\(\\d+, (.*)\\)\\s*(= \\d+)$", "$1 $2"))
                .toList();
    }

    /** strace's lines, those joined that another thread's call had come between. */
    private static List<String> calls(Path strace) throws IOException {
        Map<String, String> unfinished = new HashMap<>();
        List<String> calls = new ArrayList<>();
        for (String line : Files.readAllLines(strace, StandardCharsets.ISO_8859_1)) {
            String thread = line.split(" ", 2)[0];
            if (line.endsWith(" <unfinished ...>")) {
                unfinished.put(thread, line.replace(" <unfinished ...>", ""));
            } else if (line.contains(" resumed>")) {
                calls.add(unfinished.getOrDefault(thread, "") + line.replaceFirst(".* resumed>", ""));
            } else {
                calls.add(line);
            }
        }
        return calls;
    }
}
