package dev.jftrace.agent.hook;

/** Which hooks a tracer and its settings need. Another one means other code in every traced class. */
public enum TracingMode {
    /** function_graph: every entry and exit. */
    GRAPH("Hook", false, false),
    /** function_graph with max_graph_depth. */
    LIMITED("LimitedHook", true, false),
    /** function_graph with tracing_thresh, and max_graph_depth if that is set: exits of long calls. */
    THRESH("ThreshHook", true, true),
    /** function: entries. */
    FUNCTION("FunctionHook", true, false);

    private final String hooks;
    final boolean keepsIds;
    final boolean keepsTimes;

    TracingMode(String hooks, boolean keepsIds, boolean keepsTimes) {
        this.hooks = hooks;
        this.keepsIds = keepsIds;
        this.keepsTimes = keepsTimes;
    }

    /** @param thresh ns; 0 for none, as with the depth */
    public static TracingMode of(String tracer, int maxGraphDepth, long thresh) {
        if (tracer.equals("function")) {
            return FUNCTION;
        }
        if (thresh > 0) {
            return THRESH;
        }
        return maxGraphDepth > 0 ? LIMITED : GRAPH;
    }

    /** Whether arguments and results can be recorded with calls. */
    public boolean tellsOfExits() {
        return this != FUNCTION;
    }

    /** Internal name of the class with in, out and outThrow. */
    public String hooks() {
        return "dev/jftrace/agent/hook/" + hooks;
    }
}
