package dev.jftrace.analysis.kernel;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.printfmt.SymbolText;

/** {@code vfs_open <-do_open}, and {@code (repeats: 3, last_ts: 12.345678)} where the same call came again. */
final class FunctionText implements KernelText {
    private final EventField ip;
    private final EventField parent;
    private final EventField args;
    private final EventField count;
    private final EventField topDelta;
    private final EventField bottomDelta;

    private FunctionText(EventFormat format) {
        ip = format.field("ip");
        parent = format.field("parent_ip");
        args = format.field("args");
        count = format.field("count");
        topDelta = format.field("top_delta_ts");
        bottomDelta = format.field("bottom_delta_ts");
    }

    /** @return null if a field is missing */
    static KernelText of(EventFormat format) {
        FunctionText text = new FunctionText(format);
        return text.ip == null || text.parent == null ? null : text;
    }

    @Override
    public void print(TraceEvent event, TextBuffer out) {
        FunctionMap functions = event.catalog().functions();
        SymbolText.name(functions, event.number(ip), out);
        if (args != null && event.length() > args.offset()) {
            FunctionArguments.append(event, args, event.number(ip), out.append('('));
            out.append(')');
        }
        SymbolText.name(functions, event.number(parent), out.append(" <-"));
        if (count != null && topDelta != null && bottomDelta != null) {
            repeats(event, out);
        }
    }

    private void repeats(TraceEvent event, TextBuffer out) {
        long last = event.timestamp() - (event.number(topDelta) << Integer.SIZE | event.number(bottomDelta));
        long us = Long.divideUnsigned(last + 500, 1000);
        out.append(" (repeats: ").unsigned(event.number(count)).append(", last_ts:");
        int from = out.append(' ').length();
        out.unsigned(us / 1_000_000).alignRight(from, 5, ' ').append('.').unsigned(us % 1_000_000, 6);
        out.append(')');
    }
}
