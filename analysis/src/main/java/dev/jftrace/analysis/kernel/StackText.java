package dev.jftrace.analysis.kernel;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.printfmt.SymbolText;

/** The callers that were recorded with an event before, a line each. */
final class StackText implements KernelText {
    /** Stands for a caller within ftrace's own code. */
    private static final long TRAMPOLINE = Integer.MAX_VALUE;

    private final EventField callers;
    private final int longSize;
    private final boolean user;

    private StackText(EventField callers, int longSize, boolean user) {
        this.callers = callers;
        this.longSize = longSize;
        this.user = user;
    }

    /** @return null without the field */
    static KernelText ofKernel(EventField callers, int longSize) {
        return callers == null ? null : new StackText(callers, longSize, false);
    }

    /** @return null without the field */
    static KernelText ofUser(EventField callers, int longSize) {
        return callers == null ? null : new StackText(callers, longSize, true);
    }

    @Override
    public void print(TraceEvent event, TextBuffer out) {
        out.append(user ? "<user stack trace>\n" : "<stack trace>\n");
        for (int at = callers.offset(); event.holds(at, longSize); at += longSize) {
            long address = event.numberAt(at, longSize);
            if (user ? address == 0 : (int) address == -1) {
                break;
            }
            caller(event, address, out.append(" => "));
            out.append('\n');
        }
    }

    private void caller(TraceEvent event, long address, TextBuffer out) {
        if (user) {
            int from = out.append(" <").length();
            out.hex(address).alignRight(from, 2 * longSize, '0').append('>');
        } else if (address == TRAMPOLINE) {
            out.append("[FTRACE TRAMPOLINE]");
        } else {
            SymbolText.name(event.catalog().functions(), address, out);
        }
    }
}
