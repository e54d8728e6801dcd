package dev.jftrace.analysis.report.plugin;

import java.util.HashMap;
import java.util.Map;

/**
 * The options of the plug-ins, by their names in {@code trace-cmd options}: {@code parent}, {@code
 * fgraph:tailprint}, ...
 */
public final class PluginOptions {
    /** Of all plug-ins: to print what trace-cmd does, though it is wrong. */
    public static final String COMPAT = "compat";

    private static final Map<String, Boolean> DEFAULTS = Map.of("ftrace:parent", false, "ftrace:indent", true);

    private final Map<String, Boolean> set;

    private PluginOptions(Map<String, Boolean> set) {
        this.set = set;
    }

    public static PluginOptions defaults() {
        return new PluginOptions(DEFAULTS);
    }

    /** @param name with its plug-in before it: {@code ftrace:} of the functions, {@code fgraph:} of their graph */
    public PluginOptions with(String name, boolean on) {
        Map<String, Boolean> changed = new HashMap<>(set);
        changed.put(name, on);
        return new PluginOptions(Map.copyOf(changed));
    }

    public boolean isSet(String name) {
        return set.getOrDefault(name, false);
    }
}
