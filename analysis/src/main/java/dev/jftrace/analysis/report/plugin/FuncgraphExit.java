package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** What the exit of a function tells, on a line of its own or on that of the entry. */
final class FuncgraphExit implements EventHandler {
    static final int INDENT = 2;

    private static final int DURATION_WIDTH = 7;
    private static final long NO_ERROR_BEFORE = -4095;

    private final EventField func;
    private final EventField depth;
    private final EventField callTime;
    private final EventField returnTime;
    private final EventField returnValue;
    private final EventField result;
    private final PluginOptions options;
    private final boolean showDepth;
    private final boolean showTail;

    private FuncgraphExit(EventFormat format, PluginOptions options) {
        func = format.field("func");
        depth = format.field("depth");
        callTime = format.field("calltime");
        returnTime = format.field("rettime");
        returnValue = format.field("retval");
        EventField text = format.field("result");
        result = text != null && text.isString() && text.isDynamic() ? text : null;
        this.options = options;
        showDepth = options.isSet("fgraph:depth");
        showTail = options.isSet("fgraph:tailprint");
    }

    static FuncgraphExit of(EventFormat format, PluginOptions options) {
        FuncgraphExit exit = new FuncgraphExit(format, options);
        boolean complete = exit.func != null && exit.depth != null && exit.callTime != null && exit.returnTime != null;
        return complete ? exit : null;
    }

    long function(TraceEvent exit) {
        return exit.number(func);
    }

    boolean showsDepth() {
        return showDepth;
    }

    @Override
    public boolean print(TraceEvent event, TextBuffer out) {
        duration(event, out);
        out.fill(' ', (int) Math.min(event.number(depth) * INDENT, Integer.MAX_VALUE))
                .append('}');
        if (showTail && !tail(event, out)) {
            return true;
        }
        if (showDepth) {
            out.append(" (").decimal(event.number(depth)).append(')');
        }
        returnValue(event, out);
        return true;
    }

    private boolean tail(TraceEvent event, TextBuffer out) {
        FunctionMap functions = event.catalog().functions();
        int function = functions.find(event.number(func));
        if (function >= 0) {
            functions.appendName(function, out.append(" /* ")).append(" */");
        }
        return function >= 0;
    }

    /** Two columns that say how long it was at a glance, then the us. */
    void duration(TraceEvent event, TextBuffer out) {
        long ns = event.number(returnTime) - event.number(callTime);
        out.append(overhead(ns));
        int from = out.length();
        out.unsigned(Long.divideUnsigned(ns, 1000));
        if (out.length() - from < DURATION_WIDTH) {
            out.append('.').unsigned(Long.remainderUnsigned(ns, 1000), 3);
        }
        int width = out.length() - from;
        out.append(" us ").fill(' ', DURATION_WIDTH - width).append("|  ");
    }

    static void noDuration(TextBuffer out) {
        out.append("             |  ");
    }

    private static String overhead(long ns) {
        if (ns == -1) {
            return "  ";
        }
        if (Long.compareUnsigned(ns, 1_000_000_000) > 0) {
            return "$ ";
        }
        if (ns > 1_000_000) {
            return "# ";
        }
        if (ns > 100_000) {
            return "! ";
        }
        return ns > 10_000 ? "+ " : "  ";
    }

    /** What is an error is shown in decimal, all else in hex. */
    void returnValue(TraceEvent event, TextBuffer out) {
        if (options.isSet("fgraph:retval-skip")) {
            return;
        }
        if (result != null && event.lengthOf(result) > 1) {
            event.appendString(result, out.append(" (ret=")).append(')');
        }
        if (returnValue == null) {
            return;
        }
        long value = event.number(returnValue);
        boolean error = Long.compareUnsigned(value, NO_ERROR_BEFORE) >= 0;
        boolean decimal = options.isSet("fgraph:retval-dec") || error && !options.isSet("fgraph:retval-hex");
        out.append(" (ret=");
        if (decimal) {
            out.decimal(value);
        } else {
            out.append("0x").hex(value);
        }
        out.append(')');
    }
}
