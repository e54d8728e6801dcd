package dev.jftrace.tracefs;

import java.util.List;

/**
 * What one instance is to trace. Null, an empty list, or {@link #UNSET}: what is there stays.
 *
 * @param name "" for the top instance
 * @param filters words of set_ftrace_filter, commands among them
 * @param notraces words of set_ftrace_notrace; in the top instance with function_graph, of set_graph_notrace, as trace-cmd does
 * @param graphFunctions words of set_graph_function, which all instances share
 * @param options trace options, {@code no} before the name to switch off
 * @param bufferKb kilobytes per CPU
 * @param subBufferKb kilobytes
 * @param cpuMask hexadecimal, {@code -1} for all CPUs
 * @param pids only these tasks
 * @param delete the instance is to go; nothing else is asked of it then
 */
public record InstanceRequest(
        String name,
        String tracer,
        List<EventRequest> events,
        List<String> filters,
        List<String> notraces,
        List<String> graphFunctions,
        List<String> options,
        String clock,
        int bufferKb,
        int subBufferKb,
        String cpuMask,
        int maxGraphDepth,
        List<Integer> pids,
        boolean delete) {
    /** Of the numbers: not asked for. */
    public static final int UNSET = -1;

    public InstanceRequest {
        events = List.copyOf(events);
        filters = List.copyOf(filters);
        notraces = List.copyOf(notraces);
        graphFunctions = List.copyOf(graphFunctions);
        options = List.copyOf(options);
        pids = List.copyOf(pids);
    }

    public boolean isTop() {
        return name.isEmpty();
    }

    /** Whether a tracer or events were named. */
    public boolean traces() {
        return tracer != null || !events.isEmpty();
    }

    InstanceRequest withClock(String other) {
        return new InstanceRequest(
                name,
                tracer,
                events,
                filters,
                notraces,
                graphFunctions,
                options,
                other,
                bufferKb,
                subBufferKb,
                cpuMask,
                maxGraphDepth,
                pids,
                delete);
    }
}
