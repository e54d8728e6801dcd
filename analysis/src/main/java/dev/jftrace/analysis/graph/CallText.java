package dev.jftrace.analysis.graph;

import dev.jftrace.analysis.kernel.FunctionArguments;
import dev.jftrace.event.EventField;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.printfmt.SymbolText;

/**
 * A call as function_graph writes it, right of the columns: {@code f();}, <code>f() {</code> and <code>}</code>, with
 * what stands in comments behind them. The comments are those of trace_functions_graph.c (Linux 7.3); what a JVM tells
 * beyond a kernel, that the call threw, stands in the same comment, last.
 */
final class CallText {
    private static final int INDENT = 2;
    private static final long NO_ERROR_BEFORE = -4095;

    private static final int THROW = 1;
    private static final int UNSEEN = 2;

    private final GraphOptions options;
    private final TextBuffer scratch = new TextBuffer();

    CallText(GraphOptions options) {
        this.options = options;
    }

    /** What both forms of an entry begin with: {@code f(args)}, indented. */
    void call(TraceEvent entry, FuncgraphFields of, TextBuffer out) {
        indent(depth(entry, of), out);
        long function = entry.number(of.func());
        SymbolText.name(entry.catalog().functions(), function, out);
        out.append('(');
        if (of.args() != null && options.shows(GraphOption.ARGS)) {
            FunctionArguments.append(entry, of.args(), function, out);
        } else if (of.arguments() != null && options.shows(GraphOption.ARGS)) {
            entry.appendString(of.arguments(), out);
        }
        out.append(')');
    }

    /** @return for the two methods that end an entry; empty where none is shown */
    String returnAddress(TraceEvent entry, FuncgraphFields of) {
        if (of.retaddr() == null || !options.shows(GraphOption.RETADDR)) {
            return "";
        }
        scratch.truncate(0);
        SymbolText.offset(entry.catalog().functions(), entry.number(of.retaddr()), scratch.append(" <-"));
        return scratch.toString();
    }

    /** Of a call without calls in it. */
    void leafEnd(String returnAddress, TraceEvent exit, FuncgraphFields of, TextBuffer out) {
        out.append(';');
        if (!returnAddress.isEmpty() || hasEnding(exit, of)) {
            out.append(" /*").append(returnAddress);
            ending(exit, of, out);
            out.append(" */");
        }
        out.append('\n');
    }

    void openEnd(String returnAddress, TextBuffer out) {
        out.append(" {");
        if (!returnAddress.isEmpty()) {
            out.append(" /*").append(returnAddress).append(" */");
        }
        out.append('\n');
    }

    /** @param entrySeen false if nobody can tell from the text above what ends here */
    void close(TraceEvent exit, FuncgraphFields of, boolean entrySeen, TextBuffer out) {
        indent(depth(exit, of), out);
        out.append('}');
        boolean named = !entrySeen || options.shows(GraphOption.TAIL) || hasReturnValue(exit, of);
        if (named || hasEnding(exit, of)) {
            out.append(" /*");
            if (named) {
                SymbolText.name(exit.catalog().functions(), exit.number(of.func()), out.append(' '));
            }
            ending(exit, of, out);
            out.append(" */");
        }
        out.append('\n');
    }

    static int depth(TraceEvent event, FuncgraphFields of) {
        return (int) event.number(of.depth());
    }

    static long duration(TraceEvent exit, FuncgraphFields of) {
        return exit.number(of.rettime()) - exit.number(of.calltime());
    }

    /** A line of its own. */
    void overrun(TraceEvent exit, FuncgraphFields of, TextBuffer out) {
        if (options.shows(GraphOption.OVERRUN) && of.overrun() != null) {
            out.append(" (Overruns: ").unsigned(exit.number(of.overrun())).append(")\n");
        }
    }

    private static void indent(int depth, TextBuffer out) {
        out.fill(' ', (int) Math.min((long) INDENT * depth, Integer.MAX_VALUE));
    }

    /** A JVM's is there only where it was asked for. */
    private boolean hasReturnValue(TraceEvent exit, FuncgraphFields of) {
        return of.retval() != null && options.shows(GraphOption.RETVAL) || hasResult(exit, of);
    }

    /** More than the 0 behind it. */
    private static boolean hasResult(TraceEvent exit, FuncgraphFields of) {
        return of.result() != null && exit.lengthOf(of.result()) > 1;
    }

    private boolean hasEnding(TraceEvent exit, FuncgraphFields of) {
        return hasReturnValue(exit, of) || exit.number(of.kind()) != 0;
    }

    private void ending(TraceEvent exit, FuncgraphFields of, TextBuffer out) {
        if (hasResult(exit, of)) {
            exit.appendString(of.result(), out.append(" ret="));
        } else if (hasReturnValue(exit, of)) {
            returnValue(exit, of.retval(), out.append(" ret="));
        }
        int kind = (int) exit.number(of.kind());
        out.append(kind == THROW ? " throw" : kind == UNSEEN ? " unseen" : "");
    }

    /** Where the upper half is empty the value was an int: its sign is in the lower half. */
    private void returnValue(TraceEvent exit, EventField retval, TextBuffer out) {
        long value = exit.number(retval);
        long extended = value >>> Integer.SIZE == 0 ? (int) value : value;
        boolean error = Long.compareUnsigned(extended, NO_ERROR_BEFORE) >= 0;
        if (error && !options.shows(GraphOption.RETVAL_HEX)) {
            out.decimal(extended);
        } else {
            out.append("0x").hex(value);
        }
    }
}
