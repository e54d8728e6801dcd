package dev.jftrace.record.attach;

import dev.jftrace.analysis.graph.FunctionGraph;
import dev.jftrace.analysis.graph.GraphOptions;
import dev.jftrace.analysis.kernel.KernelReport;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.record.jvm.LiveView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a JVM's tracer recorded, in the words in which the kernel's would show it. */
final class TraceText implements LiveView {
    /** Lanes that are shown without a shift of the columns. */
    private static final int LANES = 10;

    private final TextBuffer text = new TextBuffer();
    private final String tracer;
    private final FunctionGraph graph;

    private TraceText(String tracer, FunctionGraph graph) {
        this.tracer = tracer;
        this.graph = graph;
    }

    /** With the tracer and the options that the JVM has now. */
    static TraceText of(AttachedJvm jvm) throws IOException {
        String tracer = jvm.read("current_tracer");
        if (!tracer.equals("function_graph")) {
            return new TraceText(tracer, null);
        }
        GraphOptions options = GraphOptions.DEFAULT;
        for (String option : jvm.read("trace_options").split("\n")) {
            GraphOptions with = options.with(option);
            options = with == null ? options : with;
        }
        // The arguments of some functions are shown where they were asked for, whatever the option says of all.
        boolean ofSome = !jvm.read("set_function_args").isEmpty();
        return new TraceText(tracer, FunctionGraph.ofJvm(ofSome ? options.with("funcgraph-args") : options, LANES));
    }

    void header() {
        if (graph == null) {
            KernelReport.header(tracer, text);
        } else {
            graph.header(text);
        }
    }

    @Override
    public void show(int jvm, EventStream stream) throws IOException {
        if (graph == null) {
            KernelReport report = new KernelReport(stream);
            while (report.next(text)) {
                // each appends its lines
            }
            return;
        }
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            graph.print(event, stream, text);
        }
    }

    /** What has come since the last time. */
    String take() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.flushTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
