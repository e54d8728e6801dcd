package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.analysis.graph.FunctionGraph;
import dev.jftrace.analysis.graph.GraphOption;
import dev.jftrace.analysis.graph.GraphOptions;
import dev.jftrace.analysis.graph.GraphView;
import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our function_graph text of a buffer, beside what a 6.1 kernel showed of the same buffer in {@code trace}. */
class KernelGraphTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "fgraph-default, ''",
        "funcgraph-abstime, funcgraph-abstime",
        "funcgraph-proc, funcgraph-abstime funcgraph-proc",
        "funcgraph-tail, funcgraph-abstime funcgraph-proc funcgraph-tail",
        "fgraph-nocpu-nodur, funcgraph-abstime funcgraph-proc funcgraph-tail nofuncgraph-cpu nofuncgraph-duration",
    })
    void shouldPrintWhatTheKernelPrints(String picture, String options) throws IOException {
        GraphOptions graph = GraphOptions.DEFAULT;
        for (String option : options.isEmpty() ? new String[0] : options.split(" ")) {
            graph = graph.with(option);
        }

        Path path = Files.write(folder.resolve("x.dat"), resource("text-extract.dat"));
        assertThat(text(path, graph)).isEqualTo(new String(resource(picture + ".txt"), StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"fgraph-default, false", "funcgraph-proc, true"})
    void shouldPrintWhatA72KernelPrints(String picture, boolean wide) throws IOException {
        String corpus = System.getProperty("jftrace.corpus");
        Assumptions.assumeTrue(corpus != null, "no -Djftrace.corpus");
        Path pictures = Path.of(corpus, "k72", "text");
        GraphOptions options = GraphOptions.DEFAULT.with(GraphOption.PROC, wide).with(GraphOption.ABSTIME, wide);

        assertThat(text(pictures.resolve("text-extract.dat"), options))
                .isEqualTo(Files.readString(pictures.resolve(picture + ".txt"), StandardCharsets.ISO_8859_1));
    }

    private static String text(Path path, GraphOptions options) throws IOException {
        TextBuffer text = new TextBuffer();
        try (TraceFile file = TraceFile.open(path)) {
            TraceBuffer buffer = file.buffers().get(0);
            EventStream stream = EventStream.of(file.catalog(), buffer.cursors());
            GraphView view = GraphView.perCpu(FunctionGraph.ofKernel(options, 2), stream);
            view.header(text);
            boolean more = true;
            while (more) {
                more = view.next(text);
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        text.flushTo(all);
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = KernelGraphTest.class.getResourceAsStream("graph/" + name)) {
            return in.readAllBytes();
        }
    }
}
