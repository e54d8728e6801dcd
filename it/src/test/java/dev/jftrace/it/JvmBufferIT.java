package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The buffer of a JVM that nobody records: what it takes of the memory, and who may use it up. */
class JvmBufferIT {
    private static final String HOT = """
            public class Hot {
                static volatile boolean stop;
                static int leaf(int n) { return n % 7 + 1; }
                static int outer(int n) { return leaf(n) + leaf(n + 1); }
                static void run() { for (int i = 0; !stop; i++) outer(i); }
                public static void main(String[] words) throws Exception {
                    Thread[] threads = new Thread[4];
                    for (int i = 0; i < threads.length; i++) (threads[i] = new Thread(Hot::run, "hot")).start();
                    System.out.println("begun");
                    while (System.in.available() == 0) {
                        new Thread(() -> outer(1), "brief").start();
                        Thread.sleep(2);
                    }
                    stop = true;
                    for (Thread thread : threads) thread.join();
                    System.out.println("ended");
                }
            }
            """;

    @TempDir
    Path folder;

    static List<Path> javas() {
        return AttachIT.javas();
    }

    private Run jftrace(String... words) {
        return Jftrace.run(folder, words);
    }

    private RunningProgram hot(Path java) throws IOException {
        Files.writeString(folder.resolve("Hot.java"), HOT);
        return RunningProgram.start("Hot.java", folder, java);
    }

    /** Of the buffer's file as the program has it mapped; the session's folder is found so, too. */
    private static Path buffer(RunningProgram program) throws IOException {
        String maps = program.maps();
        try (Stream<String> lines = maps.lines()) {
            return Path.of(lines.filter(line -> line.endsWith("/buffer"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(maps))
                    .replaceFirst("[^/]*", ""));
        }
    }

    /** Again and again under threads that write all the time, and others that come and go. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldGiveMemoryBackWhereTheBufferShrinks(Path java) throws Exception {
        try (RunningProgram program = hot(java)) {
            String jvm = "--jvm=" + program.pid();
            jftrace("start", jvm, "-p", "function_graph", "-l", "Hot.*", "-b", "16384", "--no-governor");
            for (int time = 0; time < 4; time++) {
                assertThat(jftrace("set", jvm, "-b", "1024").err()).isEmpty();
                assertThat(Files.size(buffer(program))).isBetween(1L << 20, 3L << 20);
                assertThat(program.maps()).doesNotContain("buffer (deleted)");
                assertThat(jftrace("set", jvm, "-b", "8192").err()).isEmpty();
                assertThat(Files.size(buffer(program))).isGreaterThan(8L << 20);
            }
            jftrace("set", jvm, "-b", "1024");
            Thread.sleep(300);
            assertThat(jftrace("stop", jvm).err()).isEmpty();
            List<String> lines = jftrace("show", jvm).outLines();
            assertThat(lines).hasSizeGreaterThan(1_000);
            String call = " \\d+\\) .*\\| +(Hot\\.(leaf|outer|run|lambda\\$main\\$\\d+)\\(\\)(;| \\{)|\\}( /\\* .*)?)";
            String other = "\\s*|CPU:\\d+ \\[LOST \\d+ EVENTS\\]| -+| +\\d+\\) .* => .*|#.*| *plugin .*";
            assertThat(lines.stream().filter(line -> !line.matches(call) && !line.matches(other)))
                    .isEmpty();
            assertThat(jftrace("reset", jvm).status()).isZero();
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    /** Else the disk would be full of zeros before anybody said so. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldRefuseABufferForWhichTheDiskHasNoRoom(Path java) throws Exception {
        try (RunningProgram program = RunningProgram.start(folder, java)) {
            String jvm = "--jvm=" + program.pid();

            Run start = jftrace("start", jvm, "-p", "function", "-b", "1073741824");

            assertThat(start.status()).isEqualTo(1);
            assertThat(start.err())
                    .contains("buffer_size_kb: writing '1073741824'", "no room for a buffer of 1048576 MB", "(ENOMEM)")
                    .doesNotContain("Exception");
            assertThat(jftrace("start", jvm, "-p", "function", "-l", "Busy.*").status())
                    .as("with a buffer as before")
                    .isZero();
            assertThat(jftrace("set", jvm, "-b", "1073741824").err()).contains("no room", "(ENOMEM)");
            assertThat(jftrace("stat", jvm).out()).contains("   65536\n");
            assertThat(jftrace("reset", jvm).status()).isZero();
        }
    }

    /** Two would take each other's events: the kernel refuses the second, too. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldLetOneReadTracePipeAtATime(Path java) throws Exception {
        try (RunningProgram program = RunningProgram.start(folder, java)) {
            String jvm = "--jvm=" + program.pid();
            jftrace("start", jvm, "-p", "function_graph", "-l", "Busy.*");
            Process first = new ProcessBuilder(Jftrace.command("show", "-p", jvm))
                    .directory(folder.toFile())
                    .start();
            assertThat(first.inputReader().readLine()).isNotNull();

            Run second = jftrace("show", "-p", jvm);
            assertThat(second.status()).isEqualTo(1);
            assertThat(second.err()).hasLineCount(1).contains("trace_pipe", "reads its trace_pipe", "EBUSY");
            assertThat(jftrace("set", jvm, "-p", "function").err()).contains("EBUSY");
            assertThat(jftrace("show", jvm).status()).isZero();

            first.destroyForcibly().waitFor();
            Process third = new ProcessBuilder(Jftrace.command("show", "-p", jvm))
                    .directory(folder.toFile())
                    .start();
            assertThat(third.inputReader().readLine()).isNotNull();
            jftrace("stop", jvm);
            assertThat(third.waitFor()).isZero();
            assertThat(jftrace("reset", jvm).status()).isZero();
            assertThat(program.end()).isEqualTo("ended");
        }
    }
}
