package dev.jftrace.analysis.graph;

import java.util.EnumSet;
import java.util.Set;

/**
 * What function_graph text shows; names and defaults are those of the tracer's options in the kernel.
 *
 * @param on not to be changed
 */
public record GraphOptions(Set<GraphOption> on) {
    public static final GraphOptions DEFAULT = new GraphOptions(defaults());

    /** For {@link TaskGraph}, where any line may be another task's. */
    public static final GraphOptions BY_TASK = DEFAULT.with(GraphOption.PROC, true);

    private static Set<GraphOption> defaults() {
        Set<GraphOption> on = EnumSet.noneOf(GraphOption.class);
        for (GraphOption option : GraphOption.values()) {
            if (option.isOnAtFirst()) {
                on.add(option);
            }
        }
        return on;
    }

    public boolean shows(GraphOption option) {
        return on.contains(option);
    }

    public GraphOptions with(GraphOption option, boolean shown) {
        Set<GraphOption> changed = EnumSet.noneOf(GraphOption.class);
        changed.addAll(on);
        if (shown) {
            changed.add(option);
        } else {
            changed.remove(option);
        }
        return new GraphOptions(changed);
    }

    /**
     * Sets one option as a write to trace_options would.
     *
     * @param option its name, with {@code no} before it to clear it
     * @return null if there is no such option
     */
    public GraphOptions with(String option) {
        boolean shown = !option.startsWith("no");
        String name = shown ? option : option.substring(2);
        for (GraphOption known : GraphOption.values()) {
            if (known.optionName().equals(name)) {
                return with(known, shown);
            }
        }
        return null;
    }
}
