package dev.jftrace.analysis.graph;

import java.util.Locale;

/**
 * One option of the function_graph tracer, by its name without {@code funcgraph-}. What a kernel records only when
 * asked (arguments, return addresses) is shown wherever it is found.
 */
public enum GraphOption {
    /** The number of the CPU, or of a JVM's lane. */
    CPU(true),
    /** Comm (7 characters, as in the kernel) and pid. */
    PROC(false),
    DURATION(true),
    /** A mark before long durations. */
    OVERHEAD(true),
    /** When a line's event happened. */
    ABSTIME(false),
    /** What runs below the entry of an interrupt. */
    IRQS(true),
    /** The function's name behind each closing brace. */
    TAIL(false),
    OVERRUN(false),
    /** What the function returned: an error as a negative number, all else in hex. */
    RETVAL(false),
    RETVAL_HEX(false),
    /** Where the function returns to. */
    RETADDR(true),
    ARGS(true);

    private final boolean onAtFirst;

    GraphOption(boolean onAtFirst) {
        this.onAtFirst = onAtFirst;
    }

    boolean isOnAtFirst() {
        return onAtFirst;
    }

    /** As in trace_options: {@code funcgraph-retval-hex}. */
    public String optionName() {
        return "funcgraph-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
