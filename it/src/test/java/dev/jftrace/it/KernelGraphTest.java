package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.analysis.graph.FunctionGraph;
import dev.jftrace.analysis.graph.GraphOptions;
import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

        assertThat(text(graph)).isEqualTo(new String(resource(picture + ".txt"), StandardCharsets.ISO_8859_1));
    }

    private String text(GraphOptions options) throws IOException {
        Path path = Files.write(folder.resolve("x.dat"), resource("text-extract.dat"));
        TextBuffer text = new TextBuffer();
        try (TraceFile file = TraceFile.open(path)) {
            TraceBuffer buffer = file.buffers().get(0);
            FunctionGraph graph = FunctionGraph.ofKernel(options, 2);
            graph.header(text);
            EventStream stream = EventStream.of(file.catalog(), buffer.cursors());
            for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
                graph.print(event, stream, text);
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
