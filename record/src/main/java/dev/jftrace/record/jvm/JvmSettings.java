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
 */
public record JvmSettings(String tracer, List<String> filters, List<String> notraces, int maxGraphDepth, int bufferKb) {
    public static final int DEFAULT_BUFFER_KB = 64 * 1024;

    public JvmSettings {
        filters = List.copyOf(filters);
        notraces = List.copyOf(notraces);
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
        return lines;
    }
}
