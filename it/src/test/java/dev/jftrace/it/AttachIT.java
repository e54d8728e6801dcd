package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Golden;
import dev.jftrace.testkit.Jdks;
import dev.jftrace.testkit.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that runs already: recorded, controlled by its control files, and left as it was. */
class AttachIT {
    @TempDir
    Path folder;

    static List<Path> javas() {
        return Jdks.javas();
    }

    /** What programs are started with. */
    List<String> options() {
        return List.of();
    }

    RunningProgram start(Path java, String... more) throws IOException {
        List<String> options = new ArrayList<>(options());
        options.addAll(List.of(more));
        return RunningProgram.start(folder, java, options.toArray(String[]::new));
    }

    Run jftrace(String... words) {
        return Jftrace.run(folder, words);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldRecordARunningProgramAndLeaveItAsItWas(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            List<String> before = program.openFiles();

            for (int time = 0; time < 3; time++) {
                Run run = jftrace("record", "-q", "--jvm=" + program.pid(), "-l", "Busy.*", "sleep", "0.5");

                assertThat(run.err()).isEmpty();
                assertThat(run.status()).isZero();
                assertThat(Golden.calls(jftrace("report").out()).size()
                                + jftrace("report").outLines().size())
                        .isGreaterThan(50);
                assertThat(jftrace("report").out()).contains("Busy.step() {").contains("Busy.fails()");
            }

            assertThat(program.maps()).doesNotContain("jftrace");
            assertThat(program.openFiles()).noneMatch(file -> file.contains("jftrace"));
            List<String> more = new ArrayList<>(program.openFiles());
            before.forEach(more::remove);
            // The JDK's own, made once: for random numbers, to close sockets, and to be attached to.
            assertThat(more).allMatch(file -> file.matches("/dev/u?random|socket:.*"));
            assertThat(more.size()).isLessThanOrEqualTo(4);
            assertThat(program.threads()).noneMatch(name -> name.startsWith("jftrace"));
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldKeepAFlightRecorderThatNobodyReads(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();

            Run start = jftrace("start", jvm, "-p", "function_graph", "-l", "Busy.*");
            assertThat(start.err()).isEqualTo("  plugin 'function_graph'\n");
            Thread.sleep(300);
            assertThat(jftrace("stat", jvm).out())
                    .contains("Tracer: function_graph\n")
                    .contains("Function Filter:\n   Busy.*\n")
                    .contains("Tracing is enabled");
            assertThat(jftrace("snapshot", "-s", jvm).status()).isZero();
            assertThat(jftrace("stop", jvm).status()).isZero();
            String shown = jftrace("show", jvm).out();
            assertThat(shown)
                    .startsWith("# tracer: function_graph\n#\n# CPU  DURATION")
                    .contains("|  Busy.step() {\n");
            Thread.sleep(50);
            assertThat(jftrace("show", jvm).out()).isEqualTo(shown);
            assertThat(jftrace("extract", "-q", "-o", "flight.dat", jvm).err()).isEmpty();
            assertThat(jftrace("report", "-i", "flight.dat").out()).contains("Busy.step() {");
            assertThat(jftrace("snapshot", jvm).outLines().size())
                    .isGreaterThan(10)
                    .isLessThanOrEqualTo(shown.lines().toList().size());
            assertThat(jftrace("clear", jvm).status()).isZero();
            assertThat(jftrace("show", jvm).outLines()).hasSize(4);
            assertThat(jftrace("restart", jvm).status()).isZero();
            Thread.sleep(200);
            assertThat(jftrace("show", jvm).outLines().size()).isGreaterThan(10);
            assertThat(jftrace("reset", jvm).status()).isZero();

            assertThat(program.maps()).doesNotContain("jftrace");
            assertThat(jftrace("show", jvm).err()).contains("is not traced: begin with 'jftrace start");
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    /** As a kernel's: what fits stays, the newest first. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldKeepTheNewestWhereTheBufferChangesItsSize(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            jftrace("start", jvm, "-p", "function_graph", "-l", "Busy.*", "-l", "java.lang.String.*", "-b", "512");
            jftrace("list", jvm, "-f", "Busy*");
            Thread.sleep(1_000);
            jftrace("stop", jvm);
            List<String> whole = jftrace("show", jvm).outLines();
            assertThat(whole).hasSizeGreaterThan(100);

            assertThat(jftrace("set", jvm, "-b", "4096").err()).isEmpty();
            assertThat(jftrace("stat", jvm).out()).contains("   4096\n");
            assertThat(jftrace("show", jvm).outLines()).isEqualTo(whole);
            assertThat(jftrace("set", jvm, "-b", "128").err()).isEmpty();
            List<String> rest = jftrace("show", jvm).outLines();
            assertThat(rest).hasSizeGreaterThan(10);
            assertThat(rest.getLast()).isEqualTo(whole.getLast());
            jftrace("restart", jvm);
            Thread.sleep(200);
            jftrace("stop", jvm);
            assertThat(jftrace("show", jvm).outLines()).hasSizeGreaterThan(10);
            assertThat(jftrace("reset", jvm).status()).isZero();
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldRecordValuesAndChosenCallsOfARunningProgram(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            Run run = jftrace(
                    "record",
                    "-q",
                    jvm,
                    "-l",
                    "Busy.step",
                    "-l",
                    "Busy.leaf if arg1 < 0",
                    "-l",
                    "Busy.fails",
                    "-A",
                    "Busy.step",
                    "-R",
                    "Busy.step",
                    "-P",
                    "main",
                    "sleep",
                    "0.5");

            assertThat(run.err()).isEmpty();
            String graph = jftrace("report", "--graph").out();
            assertThat(graph)
                    .containsPattern("Busy.step\\(\\w+=\\d+\\); /\\* ret=\\d+ \\*/")
                    .contains("Busy.fails()");
            assertThat(graph).doesNotContain("Busy.leaf").doesNotContain("Busy.main");

            run = jftrace("record", "-q", jvm, "-l", "Busy.*", "-g", "Busy.step", "--all", "sleep", "0.3");
            assertThat(run.err()).isEmpty();
            assertThat(Golden.calls(jftrace("report", "--graph").out()))
                    .contains("Busy.step() {", "  Busy.leaf();", "}")
                    .noneMatch(call -> call.contains("fails") || call.contains("main"));

            assertThat(jftrace("record", "-q", jvm, "-l", "Busy.*", "-P", "none", "sleep", "0.3")
                            .err())
                    .isEmpty();
            assertThat(jftrace("report").outLines()).noneMatch(line -> line.contains("Busy."));
            assertThat(program.maps()).doesNotContain("jftrace");
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    /** What record --jvm takes. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldStartWithTheOptionsOfARecording(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            Run start = jftrace(
                    "start",
                    "-p",
                    "function_graph",
                    "-l",
                    "Busy.*",
                    "-l",
                    "Busy.leaf if arg1 < 0",
                    "-n",
                    "Busy.main",
                    "-A",
                    "Busy.step",
                    "-R",
                    "Busy.step",
                    "--all",
                    "-P",
                    "main",
                    jvm);
            assertThat(start.err()).isEqualTo("  plugin 'function_graph'\n");
            Thread.sleep(300);
            String shown = jftrace("show", jvm).out();
            assertThat(shown)
                    .containsPattern("Busy.step\\(\\w+=\\d+\\); /\\* ret=\\d+ \\*/")
                    .contains("Busy.fails()")
                    .doesNotContain("Busy.leaf")
                    .doesNotContain("Busy.main");

            assertThat(jftrace("set", jvm, "-P", "nobody", "--governor", "5", "-Z", "3")
                            .err())
                    .isEmpty();
            assertThat(jftrace("clear", jvm).status()).isZero();
            Thread.sleep(100);
            assertThat(jftrace("show", jvm).out()).doesNotContain("Busy.");
            assertThat(jftrace("set", jvm, "-P", "main", "-n", "Busy.step").err())
                    .isEmpty();
            Thread.sleep(200);
            assertThat(jftrace("show", jvm).out()).contains("Busy.fails()").doesNotContain("Busy.step");
            assertThat(jftrace("set", jvm, "-A", "Bsuy.step").err()).contains("Bsuy.step", "near: Busy");
            assertThat(jftrace("set", jvm, "-M", "1").status()).isEqualTo(2);
            assertThat(jftrace("start", "--jvm=" + program.pid(), "-h").out())
                    .contains("--governor PERCENT")
                    .doesNotContain("--subbuf-size");
            assertThat(jftrace("reset", jvm).status()).isZero();
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldChangeWhatAFlightRecorderRecords(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            Run start = jftrace("start", jvm, "-p", "function_graph", "-g", "Busy.step", "-O", "funcgraph-args");
            assertThat(start.err()).isEqualTo("  plugin 'function_graph'\n");
            Thread.sleep(300);
            assertThat(jftrace("show", jvm).out())
                    .containsPattern("Busy.leaf\\(\\w+=\\d+\\);")
                    .doesNotContain("Busy.fails");
            assertThat(jftrace("show", jvm, "--graph_function").out()).isEqualTo("Busy.step\n");

            assertThat(jftrace("set", jvm, "-l", "Busy.fails", "-g", "Busy.fails")
                            .err())
                    .isEmpty();
            assertThat(jftrace("clear", jvm).status()).isZero();
            Thread.sleep(200);
            assertThat(jftrace("show", jvm).out())
                    .containsPattern("Busy.fails\\(\\w+=\\d+\\)")
                    .doesNotContain("Busy.leaf");

            assertThat(jftrace("set", jvm, "-l", "Busy.step:traceoff:1").err()).isEmpty();
            Thread.sleep(200);
            assertThat(jftrace("stat", jvm).out()).contains("Tracing is disabled");
            assertThat(jftrace("set", jvm, "-l", "Busy.step:traceon:nine").err())
                    .hasLineCount(1)
                    .contains("expected how often");
            assertThat(jftrace("reset", jvm).status()).isZero();
            assertThat(program.maps()).doesNotContain("jftrace");
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    @Test
    void shouldListTheProgramAndItsFunctions() throws Exception {
        try (RunningProgram program = start(Jdks.javas().getLast())) {
            assertThat(jftrace("list", "--jvm").outLines())
                    .anyMatch(line -> line.matches(" *" + program.pid() + "  \\d+\\S* +-      Busy.java"));
            assertThat(jftrace("list", "--jvm=" + program.pid(), "-f", "Busy*").outLines())
                    .contains("Busy.main", "Busy.step", "Busy.leaf", "Busy.fails");
            assertThat(jftrace("list", "--jvm=" + program.pid(), "-t").out())
                    .isEqualTo("function_graph function nop\n");
            assertThat(program.threads()).noneMatch(name -> name.startsWith("jftrace"));
        }
    }

    @Test
    void shouldNameNearMissesOfAFilterThatMatchesNothing() throws Exception {
        try (RunningProgram program = start(Jdks.javas().getLast())) {
            Run run = jftrace("record", "--jvm=" + program.pid(), "-l", "Bsuy.leaf", "true");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("'Bsuy.leaf' matches no function of a loaded class; near: Busy");
            assertThat(program.maps()).doesNotContain("jftrace");
        }
    }

    @Test
    void shouldTakeAJvmByItsMainClassAndRefuseToGuess() throws Exception {
        Path java = Jdks.javas().getLast();
        try (RunningProgram one = start(java);
                RunningProgram two = start(java)) {
            Run several = jftrace("record", "--jvm=Busy.java", "true");
            assertThat(several.status()).isEqualTo(2);
            assertThat(several.err()).contains("several match", one.pid(), two.pid());

            Run none = jftrace("record", "--jvm=NoSuchMain", "true");
            assertThat(none.status()).isEqualTo(1);
            assertThat(none.err()).hasLineCount(1).contains("no JVM that runs here has this main class");
        }
    }

    @Test
    void shouldSayWhatToDoWhereAttachIsDisabled() throws Exception {
        Path java = Jdks.javas().getLast();
        try (RunningProgram program = start(java, "-XX:+DisableAttachMechanism")) {
            Run run = jftrace("record", "--jvm=" + program.pid(), "true");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err())
                    .hasLineCount(1)
                    .contains("it was started with -XX:+DisableAttachMechanism: start it without");
            assertThat(Files.readString(folder.resolve("busy.err"))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldPrintTheCallsOfARunningProgram(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            Run run = jftrace("live", "--jvm=" + program.pid(), "-l", "Busy.*", "sleep", "1");

            assertThat(run.status()).isZero();
            assertThat(Golden.calls(run.out())).contains("Busy.step() {", "  Busy.leaf();");
            assertThat(program.maps()).doesNotContain("jftrace");
        }
    }

    /** The buffer is small and its oldest is written over all the time, also what trace_pipe is about to read. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldUseUpWhatAFlightRecorderHasWhileItIsWrittenOver(Path java) throws Exception {
        Files.writeString(folder.resolve("Hot.java"), """
                public class Hot {
                    static volatile boolean stop;
                    static int leaf(int n) { return n % 7 + 1; }
                    static int outer(int n) { return leaf(n) + leaf(n + 1); }
                    static void run() { for (int i = 0; !stop; i++) outer(i); }
                    public static void main(String[] words) throws Exception {
                        Thread[] threads = new Thread[6];
                        for (int i = 0; i < threads.length; i++) (threads[i] = new Thread(Hot::run, "hot")).start();
                        System.out.println("begun");
                        System.in.read();
                        stop = true;
                        for (Thread thread : threads) thread.join();
                        System.out.println("ended");
                    }
                }
                """);
        Process program = new ProcessBuilder(
                        words(List.of(java.toString(), "-XX:+UseSerialGC"), options(), List.of("Hot.java")))
                .directory(folder.toFile())
                .redirectError(folder.resolve("hot.err").toFile())
                .start();
        try (BufferedReader out = program.inputReader()) {
            assertThat(out.readLine()).isEqualTo("begun");
            String jvm = "--jvm=" + program.pid();
            jftrace(
                    "start",
                    jvm,
                    "-p",
                    "function_graph",
                    "-l",
                    "Hot.leaf",
                    "-l",
                    "Hot.outer",
                    "-b",
                    "1024",
                    "--no-governor");
            Process pipe = new ProcessBuilder(Jftrace.command("show", "-p", jvm))
                    .directory(folder.toFile())
                    .redirectOutput(folder.resolve("pipe.txt").toFile())
                    .redirectError(folder.resolve("pipe.err").toFile())
                    .start();
            Thread.sleep(3_000);
            assertThat(jftrace("stop", jvm).status()).isZero();
            assertThat(pipe.waitFor()).isZero();

            assertThat(folder.resolve("pipe.err")).isEmptyFile();
            List<String> lines = Files.readAllLines(folder.resolve("pipe.txt"));
            assertThat(lines).hasSizeGreaterThan(1_000);
            String call = " \\d+\\) .*\\| +(Hot\\.(leaf|outer)\\(\\)(;| \\{)|\\}( /\\* .*)?)";
            String other = "\\s*|CPU:\\d+ \\[LOST \\d+ EVENTS\\]| -+| +\\d+\\) .* => .*|#.*| *plugin .*";
            assertThat(lines.stream().filter(line -> !line.matches(call) && !line.matches(other)))
                    .isEmpty();
            assertThat(jftrace("restart", jvm).status()).isZero();
            Thread.sleep(200);
            assertThat(jftrace("show", jvm).out()).contains("Hot.outer() {");
            assertThat(jftrace("reset", jvm).status()).isZero();
            program.getOutputStream().write('\n');
            program.getOutputStream().flush();
            assertThat(out.readLine()).isEqualTo("ended");
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldLeaveTheProgramUnharmedWhenTheRecorderIsKilled(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            Process recorder = new ProcessBuilder(
                            Jftrace.command("record", "--jvm=" + program.pid(), "-b", "1024", "-l", "Busy.*"))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            assertThat(recorder.inputReader().readLine()).isEqualTo("Hit Ctrl^C to stop recording");
            Thread.sleep(300);
            Run second = jftrace("record", "--jvm=" + program.pid(), "true");
            assertThat(second.status()).isEqualTo(1);
            assertThat(second.err()).contains("records this JVM already");

            recorder.destroyForcibly().waitFor();
            Thread.sleep(300);

            assertThat(program.process().isAlive()).isTrue();
            assertThat(jftrace("extract", "-q", "-o", "left.dat", "--jvm=" + program.pid())
                            .err())
                    .isEmpty();
            assertThat(jftrace("report", "-i", "left.dat").out()).contains("Busy.step() {");
            assertThat(jftrace("reset", "--jvm=" + program.pid()).status()).isZero();
            assertThat(program.maps()).doesNotContain("jftrace");
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldRecoverWhatAKilledProgramLeft(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            jftrace("start", "--jvm=" + program.pid(), "-p", "function_graph", "-l", "Busy.*");
            Thread.sleep(300);
            program.process().destroyForcibly().waitFor();

            Path left = session(program);
            assertThat(left.resolve("buffer")).exists();
            Run run = jftrace("extract", "-q", "-o", "killed.dat", "--recover", left.toString());

            assertThat(run.err()).isEmpty();
            assertThat(jftrace("report", "-i", "killed.dat").out()).contains("Busy.step() {");
            deleteRecursively(left.getParent());
        }
    }

    /** Where the agent of a program that ran as this user keeps its buffer. */
    private static Path session(RunningProgram program) throws IOException {
        String name = "jvm-" + program.pid() + "/session-1";
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        for (String place :
                new String[] {runtime + "/jftrace", "/run/user/" + uid + "/jftrace", "/tmp/jftrace-" + uid}) {
            if (Files.isDirectory(Path.of(place, name))) {
                return Path.of(place, name);
            }
        }
        throw new IOException("the killed program left no " + name);
    }

    private static void deleteRecursively(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldControlARecordingThatRuns(Path java) throws Exception {
        controlARecording(java, options());
    }

    /** What it records is set by its control files alone: to that end nobody attaches. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldControlARecordingOfAProgramThatCannotBeAttachedTo(Path java) throws Exception {
        controlARecording(java, words(options(), List.of("-XX:+DisableAttachMechanism")));
    }

    @SafeVarargs
    private static List<String> words(List<String>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }

    private void controlARecording(Path java, List<String> more) throws Exception {
        RunningProgram.write(folder);
        Process recorder = new ProcessBuilder(Jftrace.command(words(
                                List.of("record", "-q", "--jvm", "-l", "Busy.*", java.toString()),
                                more,
                                List.of("Busy.java"))
                        .toArray(String[]::new)))
                .directory(folder.toFile())
                .start();
        try (BufferedReader out = recorder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("begun");
            String pid = recorder.descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("/java"))
                    .map(process -> Long.toString(process.pid()))
                    .findFirst()
                    .orElseThrow();

            assertThat(jftrace("set", "--jvm=" + pid, "-l", "Busy.leaf").err()).isEmpty();
            assertThat(jftrace("show", "--jvm=" + pid, "--ftrace_filter").out()).isEqualTo("Busy.leaf\n");
            assertThat(jftrace("set", "--jvm=" + pid, "-p", "function").err()).contains("records this JVM");
            Thread.sleep(300);
            recorder.getOutputStream().write('\n');
            recorder.getOutputStream().flush();
            assertThat(out.readLine()).isEqualTo("ended");
        }
        assertThat(recorder.waitFor()).isZero();
        List<String> calls = jftrace("report").outLines();
        assertThat(calls).anyMatch(line -> line.contains("Busy.step()"));
        // The last is the exit of main, which was entered with its hooks.
        assertThat(calls.subList(calls.size() - 20, calls.size() - 1)).allMatch(line -> line.contains("Busy.leaf()"));
    }
}
