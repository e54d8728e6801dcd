package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a JVM leaves that is killed while it is traced: kept while somebody may want it, and no longer. */
class LeftJvmIT {
    @TempDir
    Path folder;

    static List<Path> javas() {
        return JvmEventsIT.javas();
    }

    private Run jftrace(String... words) {
        return Jftrace.run(folder, words);
    }

    /** Folders of a pid, in any of the places where agents make them. */
    private static List<Path> foldersOf(String pid) throws IOException {
        List<Path> folders = new ArrayList<>();
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        for (String place :
                new String[] {runtime + "/jftrace", "/run/user/" + uid + "/jftrace", "/tmp/jftrace-" + uid}) {
            if (Files.exists(Path.of(place, "jvm-" + pid))) {
                folders.add(Path.of(place, "jvm-" + pid));
            }
        }
        return folders;
    }

    /** The JDK names them by date, time and pid. */
    private List<Path> repositories() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("(\\d+_){6}\\d+"))
                    .toList();
        }
    }

    private RunningProgram start(Path java) throws IOException {
        return RunningProgram.start(folder, java, "-Djava.io.tmpdir=" + folder);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldBeExtractedAndThenRemoved(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            jftrace("start", jvm, "-p", "function_graph", "-l", "Busy.*", "-e", "jvm:sleep");
            Thread.sleep(2_500);
            program.process().destroyForcibly().waitFor();

            assertThat(repositories()).hasSize(1);
            assertThat(jftrace("list", "--jvm").outLines())
                    .anyMatch(line -> line.contains(program.pid() + "  -          gone   what it recorded is in /")
                            && line.contains("extract " + jvm));
            assertThat(jftrace("extract", "-q", "-o", "killed.dat", jvm).err()).isEmpty();
            assertThat(jftrace("report", "-i", "killed.dat").out())
                    .contains("Busy.step() {")
                    .contains(" sleep: ");
            assertThat(foldersOf(program.pid())).hasSize(1);

            assertThat(jftrace("reset", jvm).err()).isEmpty();
            assertThat(foldersOf(program.pid())).isEmpty();
            assertThat(repositories()).isEmpty();
            assertThat(jftrace("extract", jvm).err()).contains("no JVM that runs here has this pid");
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldGoWithTheRecordingThatTookIt(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            Process recorder = new ProcessBuilder(
                            Jftrace.command("record", "-e", "jvm:sleep", "--jvm=" + program.pid(), "-l", "Busy.*"))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            assertThat(recorder.inputReader().readLine()).isEqualTo("Hit Ctrl^C to stop recording");
            Thread.sleep(2_000);
            program.process().destroyForcibly().waitFor();
            recorder.waitFor();

            assertThat(jftrace("report").out()).contains("Busy.step() {").contains(" sleep: ");
            assertThat(foldersOf(program.pid())).isEmpty();
            assertThat(repositories()).isEmpty();
        }
    }

    /** The program's own flight recording is its user's. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldLeaveTheFlightRecordingOfSomebodyElse(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            Path jcmd = java.resolveSibling("jcmd");
            assertThat(Run.of(folder, List.of(jcmd.toString(), program.pid(), "JFR.start"))
                            .status())
                    .isZero();
            jftrace("start", jvm, "-e", "jvm:sleep");
            Thread.sleep(500);
            program.process().destroyForcibly().waitFor();

            assertThat(jftrace("reset", jvm).err()).isEmpty();
            assertThat(foldersOf(program.pid())).isEmpty();
            assertThat(repositories()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldGoAtTheNextLookWhereNoBufferIsInIt(Path java) throws Exception {
        RunningProgram.write(folder);
        Process recorder = new ProcessBuilder(Jftrace.command(
                        "record",
                        "-q",
                        "-e",
                        "jvm:sleep",
                        "--jvm",
                        "-l",
                        "Busy.*",
                        java.toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "Busy.java"))
                .directory(folder.toFile())
                .start();
        assertThat(recorder.inputReader().readLine()).isEqualTo("begun");
        ProcessHandle program = recorder.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
        Thread.sleep(1_500);
        program.destroyForcibly();
        recorder.waitFor();
        String pid = Long.toString(program.pid());

        assertThat(jftrace("report").out()).contains("Busy.step() {").contains(" sleep: ");
        assertThat(repositories()).isEmpty();
        assertThat(foldersOf(pid)).hasSize(1);
        assertThat(jftrace("list", "--jvm").outLines()).noneMatch(line -> line.contains(pid + " "));
        assertThat(foldersOf(pid)).isEmpty();
    }
}
