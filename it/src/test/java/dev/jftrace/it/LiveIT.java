package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Golden;
import dev.jftrace.testkit.Jdks;
import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code jftrace live} on real programs, on every JDK of the machine. */
class LiveIT {
    @TempDir
    Path folder;

    static List<Path> javas() {
        return Jdks.javas();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldPrintTheCallsOfAProgramAsFunctionGraphText(Path java) throws IOException {
        program("Steps", """
                public class Steps {
                    static int twice(int n) { return once(n) + once(n); }
                    static int once(int n) { return n; }
                    static void fails() { throw new IllegalStateException(); }
                    public static void main(String[] words) {
                        System.out.println("twice " + twice(2));
                        try { fails(); } catch (IllegalStateException e) { System.out.println("failed"); }
                        Runnable body = () -> once(1);
                        body.run();
                        new Steps();
                        System.exit(7);
                    }
                }
                """);

        Run run = Jftrace.run(folder, "live", "--jvm", "-p", "function_graph", java.toString(), "Steps.java");

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines()).contains("twice 4", "failed");
        assertThat(run.out()).contains("""
                # tracer: function_graph
                #
                # CPU  DURATION                  FUNCTION CALLS
                # |     |   |                     |   |   |   |
                """);
        assertThat(Golden.calls(run.out()))
                .containsExactly(
                        "Steps.main() {",
                        "  Steps.twice() {",
                        "    Steps.once();",
                        "    Steps.once();",
                        "  }",
                        "  Steps.fails(); /* throw */",
                        "  Steps.lambda$main$0() {",
                        "    Steps.once();",
                        "  }",
                        "  Steps.<init>();");
    }

    @Test
    void shouldTellWhoseLaneALineIs() throws IOException {
        program("Two", """
                public class Two {
                    static void work() {}
                    public static void main(String[] words) throws Exception {
                        Thread other = new Thread(Two::work, "other");
                        other.start();
                        other.join();
                    }
                }
                """);

        Run run = Jftrace.run(folder, "live", "--jvm", "java", "Two.java");

        assertThat(run.out()).containsPattern(" 0\\)    <idle>-0    =>  *main-\\d+ *\n");
        assertThat(run.out()).containsPattern(" 1\\)    <idle>-0    =>  *other-\\d+ *\n");
    }

    @Test
    void shouldObeyFiltersAndDepth() throws IOException {
        program("Deep", """
                public class Deep {
                    static void a() { b(); }
                    static void b() { c(); }
                    static void c() { }
                    public static void main(String[] words) { a(); }
                }
                """);

        Run run = Jftrace.run(
                folder, "live", "--jvm", "-l", "Deep.*", "-n", "Deep.b", "--max-graph-depth", "2", "java", "Deep.java");

        assertThat(Golden.calls(run.out())).containsExactly("Deep.main() {", "  Deep.a();", "}");
    }

    @Test
    void shouldShowWhatALongCallDoesWhileItRuns() throws IOException, InterruptedException {
        program("Slow", """
                public class Slow {
                    static void step() {}
                    public static void main(String[] words) throws Exception {
                        step();
                        System.in.read();
                    }
                }
                """);
        Process process = new ProcessBuilder(Jftrace.command("live", "--jvm", "java", "Slow.java"))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = process.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.endsWith("|    Slow.step();")) {
                line = out.readLine();
            }
            assertThat(line).as("a call shown before the program ends").isNotNull();
            assertThat(process.isAlive()).isTrue();
            process.getOutputStream().close();
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void shouldTraceTheJdkOnlyWhereAFilterNamesIt() throws IOException {
        program("Uses", """
                public class Uses {
                    public static void main(String[] words) { new java.util.ArrayDeque<String>().addFirst("x"); }
                }
                """);

        assertThat(Golden.calls(Jftrace.run(folder, "live", "--jvm", "-l", "*", "java", "Uses.java")
                        .out()))
                .containsExactly("Uses.main();");
        assertThat(Golden.calls(Jftrace.run(
                                folder,
                                "live",
                                "--jvm",
                                "-l",
                                "Uses.*",
                                "-l",
                                "java.util.ArrayDeque.addFirst",
                                "java",
                                "Uses.java")
                        .out()))
                .contains("  java.util.ArrayDeque.addFirst();");
    }

    private void program(String name, String source) throws IOException {
        Files.writeString(folder.resolve(name + ".java"), source);
    }
}
