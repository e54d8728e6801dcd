package dev.jftrace.agent.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of a trace, by the kernel's names and with its defaults. */
final class TraceOptions {
    static final String OVERWRITE = "overwrite";
    static final String MARKERS = "markers";
    static final String ARGUMENTS = "funcgraph-args";
    static final String RESULTS = "funcgraph-retval";

    private final Map<String, Boolean> on = new LinkedHashMap<>();

    TraceOptions() {
        on.put(OVERWRITE, true);
        on.put(MARKERS, true);
        on.put("funcgraph-overrun", false);
        on.put("funcgraph-cpu", true);
        on.put("funcgraph-overhead", true);
        on.put("funcgraph-proc", false);
        on.put("funcgraph-duration", true);
        on.put("funcgraph-abstime", false);
        on.put("funcgraph-irqs", true);
        on.put("funcgraph-tail", false);
        on.put(RESULTS, false);
        on.put("funcgraph-retval-hex", false);
        on.put(ARGUMENTS, false);
    }

    List<String> names() {
        return new ArrayList<>(on.keySet());
    }

    boolean isOn(String name) {
        return on.get(name);
    }

    void set(String name, boolean value) throws ControlException {
        if (!on.containsKey(name)) {
            throw new ControlException(Errno.EINVAL, "no option '" + name + "'");
        }
        on.put(name, value);
    }

    /** As {@code trace_options} shows them. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Boolean> option : on.entrySet()) {
            text.append(option.getValue() ? "" : "no").append(option.getKey()).append('\n');
        }
        return text.toString();
    }
}
