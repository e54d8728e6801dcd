package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code ftrace:kernel_stack}: a line per caller, to the end of the record or to an address of all ones. */
final class KernelStackPlugin implements Plugin {
    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        EventField caller = format.field("caller");
        if (!format.system().equals("ftrace") || !format.name().equals("kernel_stack") || caller == null) {
            return null;
        }
        int longSize = context.catalog().longSize();
        boolean offset = context.options().isSet("ftrace:offset");
        return (event, out) -> {
            out.append("<stack trace >\n");
            for (int at = caller.offset(); event.holds(at, longSize); at += longSize) {
                long address = event.numberAt(at, longSize);
                if ((int) address == -1) {
                    break;
                }
                line(event, address, offset, out);
            }
            return true;
        };
    }

    private static void line(TraceEvent event, long address, boolean offset, TextBuffer out) {
        FunctionMap functions = event.catalog().functions();
        int function = functions.find(address);
        out.append("=> ");
        if (function < 0) {
            out.hex(address).append('\n');
            return;
        }
        functions.appendName(function, out);
        if (offset) {
            out.append("+0x")
                    .hex(address - functions.address(function) & 0xffff_ffffL)
                    .append(' ');
        }
        out.append(" (").hex(address).append(")\n");
    }
}
