package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jftrace.testkit.Golden;
import dev.jftrace.testkit.Jdks;
import dev.jftrace.testkit.Run;
import dev.jftrace.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a JVM tells of itself, between the calls of the threads that it happened to. */
class JvmEventsIT {
    private static final int FIRST_WITH_EVENTS = 17;
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final int KILLED = 128 + 9;

    private static final String SOURCE = """
            import java.util.concurrent.locks.LockSupport;

            public class Probe {
                static final Object LOCK = new Object();
                static int sum;
                static volatile boolean held;

                static void collect() { System.gc(); }
                static void hold() {
                    synchronized (LOCK) { held = true; pause(60); }
                }
                static void contend() throws Exception {
                    Thread holder = new Thread(Probe::hold, "holder");
                    held = false;
                    holder.start();
                    while (!held) pause(1);
                    enter();
                    holder.join();
                }
                static void enter() { synchronized (LOCK) { sum++; } }
                static void park() { LockSupport.parkNanos(5_000_000); }
                static void fail() {
                    try { throw new IllegalStateException("as planned"); } catch (IllegalStateException e) { sum++; }
                }
                static void pause(long ms) {
                    try { Thread.sleep(ms); } catch (InterruptedException e) { throw new IllegalStateException(e); }
                }
                public static void main(String[] words) throws Exception {
                    System.out.println("begun");
                    for (int i = 0; words.length == 0 ? i == 0 : System.in.available() == 0; i++) {
                        collect();
                        contend();
                        park();
                        fail();
                        if (words.length > 0 && words[0].equals("kill") && i == 20) {
                            pause(2_000);
                            new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start();
                            pause(60_000);
                        }
                    }
                    System.out.println("ended");
                }
            }
            """;

    @TempDir
    Path folder;

    static List<Path> javas() {
        return javasFrom(FIRST_WITH_EVENTS);
    }

    static List<Path> javasWithVirtualThreads() {
        return javasFrom(FIRST_WITH_VIRTUAL_THREADS);
    }

    private static List<Path> javasFrom(int release) {
        return Jdks.javas().stream().filter(java -> release(java) >= release).toList();
    }

    private static int release(Path java) {
        String version = Run.of(
                        Path.of("/"),
                        List.of(java.toString(), "-XX:+UseSerialGC", "-XshowSettings:properties", "-version"))
                .err();
        return Integer.parseInt(version.replaceAll("(?s).*java.specification.version = (\\d+).*", "$1"));
    }

    @BeforeEach
    void writeProgram() throws IOException {
        Files.writeString(folder.resolve("Probe.java"), SOURCE);
    }

    private Run jftrace(String... words) {
        return Jftrace.run(folder, words);
    }

    /** What a killed JVM leaves goes with the test's folder. */
    private String repository() {
        return "-Djava.io.tmpdir=" + folder;
    }

    /** The program, that goes on until it is ended. */
    private Process begun(Path java) throws IOException {
        Process program = new ProcessBuilder(java.toString(), "-XX:+UseSerialGC", repository(), "Probe.java", "on")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String first = program.inputReader().readLine();
        if (!"begun".equals(first)) {
            program.destroyForcibly();
        }
        assertThat(first).isEqualTo("begun");
        return program;
    }

    /** Records the program's own calls. @param words options before {@code --jvm} */
    private Run record(Path java, String argument, String... words) {
        List<String> all = new ArrayList<>(List.of("record", "-q"));
        all.addAll(Arrays.asList(words));
        all.addAll(List.of("--jvm", "-l", "Probe.*", java.toString(), "-XX:+UseSerialGC", repository(), "Probe.java"));
        if (!argument.isEmpty()) {
            all.add(argument);
        }
        return jftrace(all.toArray(String[]::new));
    }

    /** The lines of one task, without task, CPU and time. */
    private List<String> linesOf(String task) {
        return jftrace("report").outLines().stream()
                .filter(line -> line.matches(" *" + task + "-\\d+ .*"))
                .map(line -> line.replaceFirst("^ *" + task + "-\\d+ +\\[\\d+\\] \\S+ +\\d+\\.\\d+: ", "")
                        .replaceAll(" +", " "))
                .toList();
    }

    /** What stands between a call's begin and its end. */
    private static List<String> inside(List<String> lines, String call) {
        int begin = 0;
        while (!lines.get(begin).endsWith("| " + call + "() {")) {
            begin++;
        }
        int end = begin + 1;
        while (!lines.get(end).matches("funcgraph_exit: .*\\| \\}")) {
            end++;
        }
        return lines.subList(begin + 1, end);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldStandInTheCallThatItHappenedTo(Path java) {
        Run run = record(
                java,
                "",
                "-e",
                "jvm:gc",
                "-e",
                "jvm:monitor_enter",
                "-e",
                "jvm:park",
                "-e",
                "jvm:exception",
                "-e",
                "jvm:thread*");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        List<String> main = linesOf("main");
        assertThat(inside(main, "Probe.enter"))
                .singleElement()
                .asString()
                .matches("monitor_enter: class=java.lang.Object owner=holder duration=\\d+ \\[ns\\]");
        assertThat(inside(main, "Probe.park"))
                .singleElement()
                .asString()
                .matches("park: class=- timeout=5000000 \\[ns\\] duration=\\d+ \\[ns\\]");
        assertThat(inside(main, "Probe.fail"))
                .containsExactly("exception: class=java.lang.IllegalStateException message=as planned");
        List<String> holder = linesOf("holder");
        assertThat(holder.getFirst()).isEqualTo("thread_start: thread=holder parent=main");
        assertThat(holder.getLast()).isEqualTo("thread_end: thread=holder");
        assertThat(jftrace("report").out()).containsPattern("gc: +id=\\d+ name=\\w+ cause=System.gc\\(\\) pauses=\\d+");
    }

    /** The collection is told by a thread of the JVM's own, so it is the time that says which call waited for it. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldTellACollectionWhileTheCallWaitsThatAskedForIt(Path java) {
        record(java, "", "-e", "jvm:gc", "-e", "jvm:gc_pause", "-e", "jvm:safepoint");

        List<String> lines = jftrace("report").outLines();
        int collection = indexOf(lines, ".*gc: +id=.*System\\.gc\\(\\).*", 0);
        int begin = indexOf(lines, ".*Probe\\.collect\\(\\).*", 0);
        assertThat(collection).isGreaterThan(begin);
        assertThat(indexOf(lines, ".*Probe\\.contend\\(\\) \\{", 0)).isGreaterThan(collection);
        assertThat(lines).anyMatch(line -> line.contains("gc_pause:")).anyMatch(line -> line.contains("safepoint:"));
        String times = lines.stream()
                .map(line -> line.replaceFirst(".*? (\\d+\\.\\d+): .*", "$1"))
                .filter(time -> time.matches("\\d+\\.\\d+"))
                .reduce("", (before, time) -> {
                    assertThat(Double.parseDouble(time))
                            .isGreaterThanOrEqualTo(before.isEmpty() ? 0 : Double.parseDouble(before));
                    return time;
                });
        assertThat(times).isNotEmpty();
    }

    private static int indexOf(List<String> lines, String pattern, int from) {
        int at = from;
        while (!lines.get(at).matches(pattern)) {
            at++;
        }
        return at;
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldBeShownByTraceCmdAsWeShowIt(Path java) {
        assumeTrue(Tools.isInstalled("trace-cmd"), "trace-cmd is not installed");

        record(java, "", "-e", "jvm");

        Run theirs = Run.of(folder, List.of("trace-cmd", "report", "-t", "trace.dat"));
        assertThat(theirs.err()).isEmpty();
        assertThat(theirs.out())
                .contains("class_load:")
                .contains("compile:")
                .contains("gc:")
                .contains("sleep:");
        assertThat(Golden.withoutFlags(jftrace("report", "-t").out())).isEqualTo(theirs.out());
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldBeACommentInTheGraphAndAnObjectInJson(Path java) {
        record(java, "", "-e", "jvm:park");

        assertThat(jftrace("report", "--graph").out())
                .containsPattern(
                        "\\|    Probe\\.park\\(\\) \\{\n.*\\|      /\\* park: class=- timeout=5000000 \\[ns\\]");
        assertThat(jftrace("report", "--json").out())
                .containsPattern("\"system\":\"jvm\",\"event\":\"park\",.*\"timeout\":5000000");
    }

    /** What is parked while tracing is off tells it by its timeout. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldPauseWithTheCallsWhereAFunctionSwitchesTracingOff(Path java) throws IOException {
        Files.writeString(folder.resolve("Probe.java"), """
                import java.util.concurrent.locks.LockSupport;

                public class Probe {
                    static int sum;
                    static void quiet() { sum++; }
                    static void loud() { sum++; }
                    static void park(int micros) { LockSupport.parkNanos(micros * 1000L); }
                    public static void main(String[] words) {
                        for (int i = 0; i < 20; i++) {
                            park(700);
                            quiet();
                            park(900);
                            loud();
                        }
                    }
                }
                """);

        Run run = record(java, "", "-e", "jvm:park", "--jvm", "-l", "Probe.quiet:traceoff", "-l", "Probe.loud:traceon");

        assertThat(run.err()).isEmpty();
        assertThat(linesOf("main").stream().filter(line -> line.startsWith("park:")))
                .hasSize(20)
                .allMatch(line -> line.contains(" timeout=700000 "));
    }

    /** Of two parks a round one is long enough; the collections are no part of it. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldLeaveOutWhatAFilterDoesNotLetPass(Path java) {
        Run run = record(
                java,
                "",
                "-e",
                "jvm:sleep",
                "-f",
                "duration > 10000000",
                "-f",
                "comm == \"holder\"",
                "-e",
                "jvm:exception",
                "-f",
                "class ~ \"*Timeout*\"");

        assertThat(run.err()).isEmpty();
        assertThat(jftrace("report").outLines().stream().filter(line -> line.matches(".*: (sleep|exception): .*")))
                .singleElement()
                .asString()
                .contains("holder-")
                .contains("time=60000000 ");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldTakeTheFiltersOfAKernelsFiles(Path java) throws Exception {
        Process program = begun(java);
        try {
            String jvm = "--jvm=" + program.pid();

            Run wrong = jftrace("start", jvm, "-e", "jvm:park", "-f", "nosuch==1");
            assertThat(wrong.status()).isEqualTo(1);
            assertThat(wrong.err())
                    .contains("events/jvm/park/filter: writing '(nosuch==1)': Field not found (EINVAL)\n")
                    .contains("] event filter parse error: error: Field not found\n  Command: (nosuch==1)\n")
                    .endsWith("\n" + " ".repeat(19) + "^\n");
            assertThat(jftrace("stat", jvm).out()).contains("jvm:park \"(nosuch==1)\n");
            Run start = jftrace("start", jvm, "-e", "jvm", "-f", "duration > 40000000");
            assertThat(start.err()).isEmpty();
            assertThat(jftrace("stat", jvm).out())
                    .contains("jvm:sleep \"(duration > 40000000)\"")
                    .doesNotContain("jvm:exception \"");
            Thread.sleep(500);
            assertThat(jftrace("stop", jvm).status()).isZero();
            assertThat(jftrace("show", jvm).out())
                    .contains(": sleep: time=60000000")
                    .contains(": exception: ")
                    .doesNotContain(": park: ")
                    .doesNotContain("time=1000000 ");
            assertThat(jftrace("reset", jvm).status()).isZero();
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldTellNothingOfWhatWasBetweenStopAndRestart(Path java) throws Exception {
        Process program = begun(java);
        try {
            String jvm = "--jvm=" + program.pid();
            assertThat(jftrace("start", jvm, "-e", "jvm:park").status()).isZero();
            Thread.sleep(500);
            assertThat(jftrace("stop", jvm).status()).isZero();
            double stopped = System.nanoTime() / 1e9;
            Thread.sleep(1_000);
            double restarted = System.nanoTime() / 1e9;
            assertThat(jftrace("restart", jvm).status()).isZero();
            Thread.sleep(500);
            assertThat(jftrace("stop", jvm).status()).isZero();

            List<Double> times = jftrace("show", jvm).outLines().stream()
                    .filter(line -> line.contains(": park: "))
                    .map(line -> Double.parseDouble(line.replaceFirst(".* (\\d+\\.\\d+): park: .*", "$1")))
                    .toList();
            assertThat(times)
                    .noneMatch(time -> time > stopped && time < restarted)
                    .anyMatch(time -> time < stopped)
                    .anyMatch(time -> time > restarted);
            assertThat(jftrace("reset", jvm).status()).isZero();
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldKeepWhatWasFlushedOfAJvmThatIsKilled(Path java) {
        Run run = record(java, "kill", "-e", "jvm:park", "-e", "jvm:exception");

        assertThat(run.status()).isEqualTo(KILLED);
        assertThat(run.err()).isEmpty();
        assertThat(inside(linesOf("main"), "Probe.park")).hasSize(1);
        assertThat(linesOf("main").stream().filter(line -> line.startsWith("park:")))
                .hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldRecordARunningProgramAndShowItLive(Path java) throws Exception {
        Process program = begun(java);
        try {
            String pid = "--jvm=" + program.pid();

            Run run = jftrace("record", "-q", "-e", "jvm:park", pid, "-l", "Probe.*", "sleep", "2");
            assertThat(run.err()).isEmpty();
            assertThat(inside(linesOf("main"), "Probe.park")).hasSize(1);

            String live = jftrace("live", pid, "-e", "park", "-l", "Probe.park", "sleep", "3")
                    .out();
            assertThat(live).containsPattern("Probe\\.park\\(\\) \\{\n.*/\\* park: class=- timeout=5000000");

            assertThat(jftrace("start", pid, "-e", "jvm:park").status()).isZero();
            assertThat(jftrace("stat", pid).out()).containsPattern("jvm\n +park\n");
            assertThat(jftrace("record", "-q", pid, "sleep", "1").err()).contains("is being traced (events)");
            Thread.sleep(2_500);
            assertThat(jftrace("show", pid).out()).containsPattern("main-\\d+ .*: park: class=- timeout=5000000");
            assertThat(jftrace("set", pid, "-v", "-e", "jvm:park").status()).isZero();
            assertThat(jftrace("stat", pid).out()).doesNotContain("park");
            assertThat(jftrace("reset", pid).status()).isZero();
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @MethodSource("javasWithVirtualThreads")
    void shouldFollowAVirtualThreadFromCarrierToCarrier(Path java) throws IOException {
        Files.writeString(folder.resolve("Light.java"), """
                public class Light {
                    static void nap() {
                        try { Thread.sleep(5); } catch (InterruptedException e) { throw new IllegalStateException(e); }
                    }
                    static void work() { for (int i = 0; i < 5; i++) nap(); }
                    public static void main(String[] words) throws Exception {
                        Thread[] threads = new Thread[4];
                        for (int i = 0; i < threads.length; i++) threads[i] = Thread.ofVirtual().start(Light::work);
                        for (Thread thread : threads) thread.join();
                    }
                }
                """);

        Run run = jftrace(
                "record",
                "-q",
                "-e",
                "jvm:vthread*",
                "-e",
                "jvm:sleep",
                "--jvm",
                "-l",
                "Light.*",
                java.toString(),
                "-XX:+UseSerialGC",
                "Light.java");

        assertThat(run.status()).isZero();
        List<String> lines = jftrace("report").outLines().stream()
                .filter(line -> line.matches(" *virtual-.*"))
                .toList();
        assertThat(lines).anyMatch(line -> line.contains("vthread_mount: ") && line.contains("thread="));
        assertThat(lines).anyMatch(line -> line.contains("vthread_unmount: "));
        String task = lines.getFirst().replaceFirst("^ *(virtual-\\d+)-.*", "$1");
        assertThat(inside(linesOf(task), "Light.nap"))
                .anyMatch(line -> line.matches("sleep: time=5000000 \\[ns\\] duration=\\d+ \\[ns\\]"));
    }

    @Test
    void shouldBeOffUnlessAskedFor() throws IOException {
        record(javas().getFirst(), "");

        assertThat(jftrace("list", "-s", "-i", "trace.dat").out()).isEqualTo("ftrace\n");
    }

    @Test
    void shouldShowTheMistakeInAFilter() {
        Run run = jftrace("record", "-e", "jvm:gc*", "-f", "cause ~ 5", "--jvm", "java", "Probe.java");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("jftrace: record: -f: jvm:gc: Expecting string field\n  (cause ~ 5)\n            ^\n");
    }

    @Test
    void shouldNameWhatIsNearANameThatNoEventHas() {
        Run run = jftrace("record", "-e", "jvm:monitor_entry", "--jvm", "java", "Probe.java");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("jftrace: record: -e: a JVM has no event 'jvm:monitor_entry'; near: jvm:monitor_enter;"
                        + " 'jftrace list -e jvm:' names them all\n");
        assertThat(jftrace("list", "-e", "jvm:monitor").out()).isEqualTo("jvm:monitor_enter\njvm:monitor_wait\n");
        assertThat(jftrace("record", "-e", "jvm:gc", "java", "Probe.java").status())
                .isEqualTo(2);
    }

    /** What the class path can do, a module may lack. */
    @Test
    void shouldSayInOneLineThatAProgramHasNoFlightRecorder() {
        Path java = javas().getLast();
        Run run = jftrace(
                "record",
                "-q",
                "-e",
                "jvm:gc",
                "--jvm",
                "-l",
                "Probe.*",
                java.toString(),
                "--limit-modules",
                "java.base,java.instrument,jdk.compiler",
                "Probe.java");

        assertThat(run.status()).isZero();
        assertThat(run.err())
                .isEqualTo("jftrace: jvm: events come from the module jdk.jfr, which this program runs without:"
                        + " start it with --add-modules jdk.jfr\n");
        assertThat(linesOf("main")).anyMatch(line -> line.contains("Probe.park"));
    }
}
