package dev.jftrace.cli;

/** How {@code report} shows events. */
enum ReportForm {
    /** trace-cmd's lines. */
    LINES,
    /** An object a line. */
    JSON,
    /** The kernel's file {@code trace}. */
    KERNEL,
    /** What each task spent its time on. */
    PROFILE,
    /** The kernel's function_graph text. */
    GRAPH_BY_CPU,
    GRAPH_BY_TASK;

    boolean isGraph() {
        return this == GRAPH_BY_CPU || this == GRAPH_BY_TASK;
    }

    /** @param view what stands behind {@code --graph=}; null for nothing */
    static ReportForm graph(String view) throws UsageException {
        return switch (view == null ? "cpu" : view) {
            case "cpu" -> GRAPH_BY_CPU;
            case "task" -> GRAPH_BY_TASK;
            default -> throw new UsageException("report: --graph=" + view + ": expected cpu or task");
        };
    }
}
