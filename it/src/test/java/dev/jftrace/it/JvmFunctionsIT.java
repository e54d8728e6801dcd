package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Jdks;
import dev.jftrace.testkit.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which functions of a running JVM its files of functions choose. */
class JvmFunctionsIT {
    @TempDir
    Path folder;

    private Run jftrace(String... words) {
        return Jftrace.run(folder, words);
    }

    /** So many that a kernel is given their numbers. */
    @Test
    void shouldTraceFortyFunctionsThatWereNamedAndNoOther() throws Exception {
        List<String> all = IntStream.range(10, 70).mapToObj(i -> "step" + i).toList();
        StringBuilder source = new StringBuilder("public class Many {\n");
        all.forEach(
                name -> source.append("static int NAME(int n) { for (int i = 0; i < 9; i++) n += i * n; return n; }\n"
                        .replace("NAME", name)));
        source.append("public static void main(String[] words) throws Exception {\nSystem.out.println(\"begun\");\n");
        source.append("for (int i = 0; System.in.available() == 0; i++) {\n");
        all.forEach(name -> source.append(name).append("(i);\n"));
        Files.writeString(folder.resolve("Many.java"), source.append("Thread.sleep(5); }\n}\n}\n"));
        List<String> wanted = all.stream()
                .filter(name -> !name.endsWith("3") && !name.endsWith("7") && !name.endsWith("9"))
                .map("Many."::concat)
                .limit(40)
                .toList();

        try (RunningProgram program =
                RunningProgram.start("Many.java", folder, Jdks.javas().getLast())) {
            String jvm = "--jvm=" + program.pid();
            List<String> words = new ArrayList<>(List.of("start", jvm, "-p", "function_graph"));
            wanted.forEach(name -> words.addAll(List.of("-l", name)));

            assertThat(jftrace(words.toArray(String[]::new)).status()).isZero();

            assertThat(jftrace("show", jvm, "--ftrace_filter").outLines()).isEqualTo(wanted);
            assertThat(jftrace("stat", jvm).out()).doesNotContain("Error log");
            Thread.sleep(200);
            assertThat(jftrace("show", jvm).outLines().stream()
                            .filter(line -> line.contains("Many."))
                            .map(line -> line.replaceFirst(".*(Many\\.\\w+).*", "$1"))
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(jftrace("reset", jvm).status()).isZero();
        }
    }

    @Test
    void shouldKeepWhatWasRecordedBeforeTheDepthWasLimited() throws Exception {
        try (RunningProgram program = RunningProgram.start(folder, Jdks.javas().getLast())) {
            String jvm = "--jvm=" + program.pid();
            jftrace("start", jvm, "-p", "function_graph", "-l", "Busy.*");
            Thread.sleep(200);
            jftrace("stop", jvm);
            List<String> before = jftrace("show", jvm).outLines();
            assertThat(before).anyMatch(line -> line.contains("  Busy.leaf();"));

            jftrace("set", jvm, "--max-graph-depth", "1");

            assertThat(jftrace("show", jvm).outLines()).isEqualTo(before);
            jftrace("clear", jvm);
            jftrace("restart", jvm);
            Thread.sleep(200);
            jftrace("stop", jvm);
            assertThat(jftrace("show", jvm).out()).contains("Busy.step();").doesNotContain("Busy.leaf");
            assertThat(jftrace("reset", jvm).status()).isZero();
        }
    }
}
