package dev.jftrace.analysis.graph;

import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;

/** The function_graph text of a whole stream, of one buffer: a trace of several buffers has a text of each. */
public final class GraphView {
    private final EventStream stream;
    private final Lines lines;

    private interface Lines {
        void header(TextBuffer out);

        void print(TraceEvent event, TextBuffer out) throws IOException;

        void end(TextBuffer out);
    }

    private GraphView(EventStream stream, Lines lines) {
        this.stream = stream;
        this.lines = lines;
    }

    /** As the kernel has it: calls are told by CPU, and a banner says when another task runs. */
    public static GraphView perCpu(FunctionGraph graph, EventStream stream) {
        return new GraphView(stream, new Lines() {
            @Override
            public void header(TextBuffer out) {
                graph.header(out);
            }

            @Override
            public void print(TraceEvent event, TextBuffer out) throws IOException {
                graph.print(event, stream, out);
            }

            @Override
            public void end(TextBuffer out) {}
        });
    }

    /** Calls are told by task, whatever other tasks and CPUs did meanwhile. */
    public static GraphView perTask(TaskGraph graph, EventStream stream) {
        return new GraphView(stream, new Lines() {
            @Override
            public void header(TextBuffer out) {
                graph.header(out);
            }

            @Override
            public void print(TraceEvent event, TextBuffer out) throws IOException {
                graph.print(event, out);
            }

            @Override
            public void end(TextBuffer out) {
                graph.flush(out);
            }
        });
    }

    public void header(TextBuffer out) {
        lines.header(out);
    }

    /**
     * Takes the next event, and appends what is known then: nothing, a line, or many.
     *
     * @return false at the end, where lines may still have been appended
     */
    public boolean next(TextBuffer out) throws IOException {
        TraceEvent event = stream.next();
        if (event == null) {
            lines.end(out);
            return false;
        }
        lines.print(event, out);
        return true;
    }
}
