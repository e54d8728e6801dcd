package dev.jftrace.analysis.graph;

/**
 * Which columns function_graph text has; the names and defaults are those of the tracer's options in the kernel.
 *
 * @param cpu funcgraph-cpu: the number of the CPU, or of a JVM's lane
 * @param proc funcgraph-proc: comm (7 characters, as in the kernel) and pid
 * @param duration funcgraph-duration
 * @param overhead funcgraph-overhead: a mark before long durations
 * @param abstime funcgraph-abstime: when a line's event happened
 * @param tail funcgraph-tail: the function's name behind each closing brace
 * @param overrun funcgraph-overrun
 */
public record GraphOptions(
        boolean cpu, boolean proc, boolean duration, boolean overhead, boolean abstime, boolean tail, boolean overrun) {

    public static final GraphOptions DEFAULT = new GraphOptions(true, false, true, true, false, false, false);

    /**
     * Sets one option as a write to trace_options would.
     *
     * @param option its name, with {@code no} before it to clear it
     * @return null if there is no such option
     */
    public GraphOptions with(String option) {
        boolean on = !option.startsWith("no");
        return switch (on ? option : option.substring(2)) {
            case "funcgraph-cpu" -> new GraphOptions(on, proc, duration, overhead, abstime, tail, overrun);
            case "funcgraph-proc" -> new GraphOptions(cpu, on, duration, overhead, abstime, tail, overrun);
            case "funcgraph-duration" -> new GraphOptions(cpu, proc, on, overhead, abstime, tail, overrun);
            case "funcgraph-overhead" -> new GraphOptions(cpu, proc, duration, on, abstime, tail, overrun);
            case "funcgraph-abstime" -> new GraphOptions(cpu, proc, duration, overhead, on, tail, overrun);
            case "funcgraph-tail" -> new GraphOptions(cpu, proc, duration, overhead, abstime, on, overrun);
            case "funcgraph-overrun" -> new GraphOptions(cpu, proc, duration, overhead, abstime, tail, on);
            default -> null;
        };
    }
}
