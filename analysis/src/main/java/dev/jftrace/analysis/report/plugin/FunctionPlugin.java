package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/**
 * {@code ftrace:function} and {@code ftrace:func_repeats}: the function, indented below its callers. The tracer tells
 * only the direct caller, so the callers known on each CPU are kept.
 */
final class FunctionPlugin implements Plugin {
    private static final int INDENT = 3;

    private final CallerStacks stacks = new CallerStacks();

    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        boolean repeats = format.name().equals("func_repeats");
        if (!format.system().equals("ftrace") || !repeats && !format.name().equals("function")) {
            return null;
        }
        EventField ip = format.field("ip");
        EventField parent = format.field("parent_ip");
        if (ip == null || parent == null) {
            return null;
        }
        FunctionHandler handler = new FunctionHandler(ip, parent, context);
        return repeats ? repeatsHandler(handler, format, context) : handler;
    }

    /** The delta back to the last call is in two halves. */
    private static EventHandler repeatsHandler(FunctionHandler function, EventFormat format, PluginContext context) {
        EventField count = format.field("count");
        EventField top = format.field("top_delta_ts");
        EventField bottom = format.field("bottom_delta_ts");
        if (count == null || top == null || bottom == null) {
            return null;
        }
        return new EventHandler() {
            @Override
            public void pass(TraceEvent event) {
                function.pass(event);
            }

            @Override
            public boolean print(TraceEvent event, TextBuffer out) {
                function.print(event, out);
                long last = event.timestamp() - (event.number(top) << 32 | event.number(bottom));
                out.append(" (count: ").decimal(event.number(count)).append("  last_ts: ");
                TimeText.append(last, context.nanoseconds(), out);
                out.append(')');
                return true;
            }
        };
    }

    private final class FunctionHandler implements EventHandler {
        private final EventField ip;
        private final EventField parentIp;
        private final boolean indent;
        private final boolean showParent;
        private final boolean showOffset;

        FunctionHandler(EventField ip, EventField parentIp, PluginContext context) {
            this.ip = ip;
            this.parentIp = parentIp;
            indent = context.options().isSet("ftrace:indent");
            showParent = context.options().isSet("ftrace:parent");
            showOffset = context.options().isSet("ftrace:offset");
        }

        /** The note is the depth. */
        @Override
        public void pass(TraceEvent event) {
            FunctionMap functions = event.catalog().functions();
            int parent = indent ? functions.find(event.number(parentIp)) : -1;
            if (parent >= 0) {
                int function = functions.find(event.number(ip));
                event.note(stacks.depthOf(event.cpu(), functions.address(parent), functions.startOf(function)));
            }
        }

        @Override
        public boolean print(TraceEvent event, TextBuffer out) {
            FunctionMap functions = event.catalog().functions();
            long address = event.number(ip);
            out.fill(' ', event.note() * INDENT);
            show(functions, functions.find(address), address, out);
            if (showParent) {
                long parentAddress = event.number(parentIp);
                out.append(" <-- ");
                show(functions, functions.find(parentAddress), parentAddress, out);
            }
            return true;
        }

        private void show(FunctionMap functions, int function, long address, TextBuffer out) {
            if (function < 0) {
                out.append("0x").hex(address);
                return;
            }
            functions.appendName(function, out);
            if (showOffset) {
                out.append("+0x")
                        .hex(address - functions.address(function) & 0xffff_ffffL)
                        .append(' ');
            }
        }
    }
}
