package dev.jftrace.analysis.kernel;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.printfmt.PrintFormat;
import dev.jftrace.event.printfmt.SymbolText;

/**
 * Events of kprobes: {@code open: (do_sys_openat2+0x0/0x80) name=...}, on return {@code back:
 * (do_sys_open+0x4b/0x80 <- do_sys_openat2) ret=3}. Their print fmts have bare addresses.
 */
final class ProbeText implements KernelText {
    private final EventFormat format;
    private final PrintFormat printFormat;
    private final EventField at;
    private final EventField from;
    private final EventField to;
    private final TextBuffer whole = new TextBuffer();

    ProbeText(EventFormat format, PrintFormat printFormat) {
        this.format = format;
        this.printFormat = printFormat;
        at = format.field("__probe_ip");
        from = format.field("__probe_func");
        to = format.field("__probe_ret_ip");
    }

    static boolean isProbe(EventFormat format) {
        boolean entry = format.field("__probe_ip") != null;
        return entry || format.field("__probe_func") != null && format.field("__probe_ret_ip") != null;
    }

    @Override
    public void print(TraceEvent event, TextBuffer out) {
        FunctionMap functions = event.catalog().functions();
        out.append(format.name()).append(": (");
        if (at != null) {
            SymbolText.offset(functions, event.number(at), out);
        } else {
            SymbolText.offset(functions, event.number(to), out);
            SymbolText.name(functions, event.number(from), out.append(" <- "));
        }
        TextTail.afterFirst(")", event, printFormat, whole, out.append(')'));
    }
}
