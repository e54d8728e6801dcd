package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.record.attach.JvmTree;
import dev.jftrace.record.attach.RunningJvm;
import dev.jftrace.record.attach.RunningJvms;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a JVM's tree says of each lane. */
class JvmStatsIT {
    private static final String SOURCE = """
            public class Lanes {
                static int count;
                static void call() { count++; }
                static void work(int calls) { for (int i = 0; i < calls; i++) call(); }
                public static void main(String[] words) throws Exception {
                    System.out.println("begun");
                    System.in.read();
                    Thread other = new Thread(() -> work(1_000), "other");
                    other.start();
                    other.join();
                    work(200_000);
                    System.out.println("worked");
                    System.in.read();
                }
            }
            """;

    @TempDir
    Path folder;

    static List<Path> javas() {
        return AttachIT.javas();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldCountEachLane(Path java) throws Exception {
        Files.writeString(folder.resolve("Lanes.java"), SOURCE);
        Process program = new ProcessBuilder(java.toString(), "-XX:+UseSerialGC", "Lanes.java")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var out = program.inputReader()) {
            assertThat(out.readLine()).isEqualTo("begun");
            RunningJvm jvm = RunningJvms.named(Long.toString(program.pid())).getFirst();
            try (JvmTree tree = JvmTree.of(jvm)) {
                assertThat(Tracefs.of(tree).top().cpus()).containsExactly(0);
            }
            Jftrace.run(
                    folder,
                    "start",
                    "--jvm=" + program.pid(),
                    "-p",
                    "function_graph",
                    "-l",
                    "Lanes.call",
                    "-b",
                    "1024",
                    "--no-governor");
            program.getOutputStream().write('\n');
            program.getOutputStream().flush();
            for (String line = out.readLine(); !"worked".equals(line); line = out.readLine()) {
                // what a JVM says of its agent
            }
            try (JvmTree tree = JvmTree.traced(jvm)) {
                Instance top = Tracefs.of(tree).top();
                assertThat(top.file("events/jvm/park/filter").value()).isEqualTo("none");
                assertThatThrownBy(() -> top.file("events/jvm/park/trigger").write("traceoff"))
                        .hasMessage("JVM " + program.pid()
                                + ": events/jvm/park/trigger: writing 'traceoff': no such control file (ENOENT)");
                long entries = 0;
                long missing = 0;
                for (int cpu : top.cpus()) {
                    String stats = top.stats(cpu);
                    assertThat(stats)
                            .matches("entries: \\d+\noverrun: \\d+\ncommit overrun: 0\nbytes: \\d+\n"
                                    + "oldest event ts: +\\d+\\.\\d{6}\nnow ts: +\\d+\\.\\d{6}\n"
                                    + "dropped events: 0\nread events: 0\n");
                    entries += number("entries", stats);
                    missing += number("overrun", stats);
                    assertThat(number("bytes", stats)).isGreaterThan(24 * number("entries", stats));
                }
                assertThat(entries).isPositive();
                assertThat(missing).isPositive();
                // An exit whose entry was written over is neither of them.
                assertThat(entries + missing).isBetween(2 * 201_000L - 2, 2 * 201_000L);
                tree.detach();
            }
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    private static long number(String name, String stats) {
        Matcher line = Pattern.compile("(?m)^" + name + ": (\\d+)$").matcher(stats);
        assertThat(line.find()).isTrue();
        return Long.parseLong(line.group(1));
    }
}
