package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/**
 * {@code timer:hrtimer_start} and {@code hrtimer_expire_entry}: the function by its name. Its handlers are no lambdas:
 * those that the launcher's training did not meet take 10 ms of a start to link.
 */
final class HrtimerPlugin implements Plugin {
    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        EventField timer = format.field("timer") != null ? format.field("timer") : format.field("hrtimer");
        if (!format.system().equals("timer") || timer == null) {
            return null;
        }
        switch (format.name()) {
            case "hrtimer_start":
                return start(format, timer);
            case "hrtimer_expire_entry":
                return expire(format, timer);
            default:
                return null;
        }
    }

    private static EventHandler start(EventFormat format, EventField timer) {
        EventField function = format.field("function");
        EventField expires = format.field("expires");
        EventField softExpires = format.field("softexpires");
        return expires == null || softExpires == null ? null : new Start(timer, function, expires, softExpires);
    }

    private static EventHandler expire(EventFormat format, EventField timer) {
        EventField now = format.field("now");
        return now == null ? null : new Expire(timer, now, format.field("function"));
    }

    private record Start(EventField timer, EventField function, EventField expires, EventField softExpires)
            implements EventHandler {
        @Override
        public boolean print(TraceEvent event, TextBuffer out) {
            out.append("hrtimer=0x").hex(event.number(timer));
            HrtimerPlugin.function(event, function, out);
            out.append(" expires=").unsigned(event.number(expires));
            out.append(" softexpires=").unsigned(event.number(softExpires));
            return true;
        }
    }

    private record Expire(EventField timer, EventField now, EventField function) implements EventHandler {
        @Override
        public boolean print(TraceEvent event, TextBuffer out) {
            out.append("hrtimer=0x").hex(event.number(timer));
            out.append(" now=").unsigned(event.number(now));
            HrtimerPlugin.function(event, function, out);
            return true;
        }
    }

    private static void function(TraceEvent event, EventField field, TextBuffer out) {
        if (field == null) {
            return;
        }
        FunctionMap functions = event.catalog().functions();
        long address = event.number(field);
        int function = functions.find(address);
        out.append(" function=");
        if (function >= 0) {
            // The offset is that of the function from the address, as trace-cmd has it.
            functions.appendName(function, out).append("/0x").hex(functions.address(function) - address);
            return;
        }
        out.append("0x");
        int from = out.length();
        out.hex(address).alignRight(from, 8, '0');
    }
}
