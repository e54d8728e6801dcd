package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;

/** {@code ftrace:raw_data}, what a program wrote to trace_marker_raw: its number, then bytes. */
final class RawDataPlugin implements Plugin {
    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        EventField id = format.field("id");
        EventField buf = format.field("buf");
        boolean ours = format.system().equals("ftrace") && format.name().equals("raw_data");
        if (!ours || id == null || buf == null) {
            return null;
        }
        return (event, out) -> {
            out.append("# ").hex(event.number(id));
            for (int at = buf.offset(); at < event.length(); at++) {
                out.append(' ').hexByte((int) event.numberAt(at, 1));
            }
            return true;
        };
    }
}
