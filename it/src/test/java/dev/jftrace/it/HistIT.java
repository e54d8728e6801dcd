package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdInputStream;
import dev.jftrace.testkit.Run;
import dev.jftrace.testkit.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The histogram of call chains, with trace-cmd as the judge. */
class HistIT {
    @TempDir
    Path folder;

    private void trace(String name) throws IOException {
        try (InputStream in = new ZstdInputStream(HistIT.class.getResourceAsStream(name + ".zst"))) {
            Files.copy(in, folder.resolve(name));
        }
    }

    private Run jftrace(String... words) {
        return Jftrace.run(folder, words);
    }

    private String traceCmd(String... words) {
        assumeTrue(Tools.isInstalled("trace-cmd"), "no trace-cmd to compare with");
        List<String> command = new ArrayList<>(List.of("trace-cmd"));
        command.addAll(List.of(words));
        return Run.of(folder, command).out();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fgraph-openat.dat", "fgraph-all-v6.dat"})
    void shouldCountAsTraceCmdDoes(String name) throws IOException {
        trace(name);

        assertThat(jftrace("hist", name).out()).isEqualTo(traceCmd("hist", "-i", name));
    }

    /** Without names: of several that a task had, trace-cmd takes any. */
    @Test
    void shouldCountAllTasksTogetherAsTraceCmdDoes() throws IOException {
        trace("sched-mono.dat");

        assertThat(jftrace("hist", "-P", "-i", "sched-mono.dat").out())
                .isEqualTo(traceCmd("hist", "-P", "-i", "sched-mono.dat"));
    }

    @Test
    void shouldCountTheCallsOfAJvmAsTraceCmdDoes() {
        String file = ArchitectureTest.root().resolve("samples/checkout.dat").toString();

        assertThat(jftrace("hist", file).out())
                .contains("--- samples.Checkout$Stock.take\n          samples.Checkout$Stock.reserve\n")
                .isEqualTo(traceCmd("hist", "-i", file));
    }

    /** Function traces, and events with stacks. */
    @ParameterizedTest
    @ValueSource(strings = {"k61/stack-events.dat", "k61/function-plain.dat", "k72/funcgraph-args.dat"})
    void shouldCountTheCorpusAsTraceCmdDoes(String name) {
        String corpus = System.getProperty("jftrace.corpus");
        assumeTrue(corpus != null, "no -Djftrace.corpus");
        String file = Path.of(corpus, name).toAbsolutePath().toString();

        assertThat(jftrace("hist", file).out()).isEqualTo(traceCmd("hist", "-i", file));
    }

    @Test
    void shouldCountEachBufferForItself() throws IOException {
        String corpus = System.getProperty("jftrace.corpus");
        assumeTrue(corpus != null, "no -Djftrace.corpus");
        Files.copy(Path.of(corpus, "k612/instances.dat"), folder.resolve("x.dat"));
        StringBuilder parts = new StringBuilder();
        for (String buffer : List.of("", "graph", "net")) {
            String[] words = buffer.isEmpty()
                    ? new String[] {"split", "-i", "x.dat", "--top", "-o", "part"}
                    : new String[] {"split", "-i", "x.dat", "-B", buffer, "-t", "-o", "part"};
            assertThat(jftrace(words).status()).isZero();
            parts.append(("# x.dat " + buffer).strip()).append('\n');
            parts.append(jftrace("hist", "part").out());
        }

        assertThat(jftrace("hist", "x.dat").out()).isEqualTo(parts.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "hist no.dat, no.dat: no such file or folder, 1",
        "hist a b, one file at a time, 2",
        "hist --nothing, no option '--nothing', 2",
    })
    void shouldTellWhatIsWrongInOneLine(String words, String what, int status) {
        Run run = jftrace(words.split(" "));

        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("jftrace: ")
                .contains(what);
        assertThat(run.status()).isEqualTo(status);
    }
}
