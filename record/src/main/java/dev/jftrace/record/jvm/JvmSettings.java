package dev.jftrace.record.jvm;

import java.util.ArrayList;
import java.util.List;

/**
 * What a user asks of the traced JVM, in tracefs' words.
 *
 * @param tracer {@code function_graph}, {@code function} or {@code nop}
 * @param filters globs of the functions to trace (set_ftrace_filter); none for all of the application's
 * @param notraces globs of the functions not to trace (set_ftrace_notrace); they beat the filters
 * @param maxGraphDepth calls deeper than this are not recorded; 0 for no limit
 * @param bufferKb size of the JVM's whole buffer in KiB
 * @param more what else the agent is told: lines {@code key=value} as docs/format/agent-buffer.md has them
 */
public record JvmSettings(
        String tracer,
        List<String> filters,
        List<String> notraces,
        int maxGraphDepth,
        int bufferKb,
        List<String> more) {
    public static final int DEFAULT_BUFFER_KB = 64 * 1024;

    private static final String GRAPH_FUNCTION = "graph_function=";

    public JvmSettings {
        filters = List.copyOf(filters);
        notraces = List.copyOf(notraces);
        more = List.copyOf(more);
    }

    public JvmSettings(String tracer, List<String> filters, List<String> notraces, int maxGraphDepth, int bufferKb) {
        this(tracer, filters, notraces, maxGraphDepth, bufferKb, List.of());
    }

    /** Whether arguments or results are recorded with calls. */
    boolean recordsValues() {
        return more.stream().anyMatch(line -> line.startsWith("arguments=") || line.startsWith("retval="));
    }

    /** The lines that must match some function: one that does not is a mistake. */
    List<String> choosing() {
        List<String> lines = new ArrayList<>(filters);
        more.stream()
                .filter(line -> line.startsWith(GRAPH_FUNCTION))
                .forEach(line -> lines.add(line.substring(GRAPH_FUNCTION.length())));
        return lines;
    }

    /** The lines of the session's {@code settings} file, which the agent reads. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("tracer=" + tracer);
        lines.add("recorder=" + ProcessHandle.current().pid());
        lines.add("buffer_kb=" + bufferKb);
        lines.add("max_graph_depth=" + maxGraphDepth);
        filters.forEach(filter -> lines.add("filter=" + filter));
        notraces.forEach(notrace -> lines.add("notrace=" + notrace));
        lines.addAll(more);
        return lines;
    }
}
