package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code mac80211:drv_bss_info_changed}: four lines, as there is much to tell. A field that is missing is left out. */
final class Mac80211Plugin implements Plugin {
    private static final int INDENT = 65;

    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        if (!format.system().equals("mac80211") || !format.name().equals("drv_bss_info_changed")) {
            return null;
        }
        EventField wiphy = format.field("wiphy_name");
        EventField vif = format.field("vif_name");
        EventField type = format.field("vif_type");
        if (wiphy == null || vif == null || type == null) {
            return null;
        }
        EventField[] first = fields(format, "assoc", "aid", "cts", "shortpre", "shortslot", "dtimper");
        EventField[] second = fields(format, "bcnint", "assoc_cap", "basic_rates", "enable_beacon");
        EventField[] third = fields(format, "ht_operation_mode");
        return (event, out) -> {
            event.appendString(wiphy, out).append(" vif:");
            event.appendString(vif, out)
                    .append('(')
                    .decimal((int) event.number(type))
                    .append(')');
            numbers(event, first, out);
            out.append(' ');
            numbers(event, second, out);
            numbers(event, third, out);
            return true;
        };
    }

    private static EventField[] fields(EventFormat format, String... names) {
        EventField[] fields = new EventField[names.length];
        for (int i = 0; i < names.length; i++) {
            fields[i] = format.field(names[i]);
        }
        return fields;
    }

    private static void numbers(TraceEvent event, EventField[] fields, TextBuffer out) {
        out.append('\n').fill(' ', INDENT);
        for (int i = 0; i < fields.length; i++) {
            out.append(i == 0 ? "" : " ");
            if (fields[i] != null) {
                number(event, fields[i], out);
            }
        }
    }

    private static void number(TraceEvent event, EventField field, TextBuffer out) {
        long value = event.number(field);
        out.append(field.name()).append(':');
        boolean bits = field.name().equals("assoc_cap") || field.name().equals("basic_rates");
        if (!bits) {
            out.decimal((int) value);
        } else {
            out.append(value == 0 ? "" : "0x").hex(value & 0xffff_ffffL);
        }
    }
}
