package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;

/**
 * {@code ftrace:funcgraph_entry} and {@code funcgraph_exit}: calls as C would write them. An entry whose exit is the
 * very next event is a leaf, and both become one line.
 */
final class FuncgraphPlugin implements Plugin {
    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        if (!format.system().equals("ftrace")) {
            return null;
        }
        EventFormat exitFormat = context.catalog().find("ftrace", "funcgraph_exit");
        FuncgraphExit exit = exitFormat == null ? null : FuncgraphExit.of(exitFormat, context.options());
        if (exit == null) {
            return null;
        }
        switch (format.name()) {
            case "funcgraph_exit":
                return exit;
            case "funcgraph_entry", "fgraph_retaddr_entry":
                boolean complete = format.field("func") != null && format.field("depth") != null;
                return complete ? new Entry(format, exitFormat.id(), exit, context) : null;
            default:
                return null;
        }
    }

    private static final class Entry implements EventHandler {
        private final EventField func;
        private final EventField depth;
        private final EventField returnAddress;
        private final ArgumentText arguments;
        private final EventField argumentsAsText;
        private final int exitId;
        private final FuncgraphExit exit;
        private final PluginContext context;
        private final boolean compat;

        Entry(EventFormat format, int exitId, FuncgraphExit exit, PluginContext context) {
            func = format.field("func");
            depth = format.field("depth");
            returnAddress = format.field("retaddr");
            arguments = format.field("args") == null ? null : new ArgumentText(format.field("args"), context.catalog());
            EventField text = format.field("arguments");
            argumentsAsText = text != null && text.isString() && text.isDynamic() ? text : null;
            this.exitId = exitId;
            this.exit = exit;
            this.context = context;
            compat = context.options().isSet(PluginOptions.COMPAT);
        }

        @Override
        public void pass(TraceEvent event) throws IOException {
            TraceEvent next = context.stream().peek();
            if (next != null && isExitOf(event, next)) {
                context.stream().joinPeeked();
            }
        }

        @Override
        public boolean print(TraceEvent event, TextBuffer out) {
            if (event.joined() != null) {
                leaf(event, event.joined(), out);
            } else {
                nested(event, out);
            }
            return true;
        }

        private boolean isExitOf(TraceEvent entry, TraceEvent next) {
            return next.cpu() == entry.cpu()
                    && next.typeId() == exitId
                    && next.pid() == entry.pid()
                    && exit.function(next) == entry.number(func);
        }

        private void leaf(TraceEvent event, TraceEvent exitEvent, TextBuffer out) {
            exit.duration(exitEvent, out);
            call(event, out);
            out.append(");");
            depth(event, out);
            caller(event, out);
            exit.returnValue(exitEvent, out);
        }

        private void nested(TraceEvent event, TextBuffer out) {
            FuncgraphExit.noDuration(out);
            int from = out.length();
            boolean named = call(event, out);
            if (!named && compat && returnAddress == null) {
                out.truncate(from);
                indent(event, out);
            }
            out.append(')');
            caller(event, out);
            out.append(" {");
            depth(event, out);
        }

        private void indent(TraceEvent event, TextBuffer out) {
            out.fill(' ', (int) Math.min(event.number(depth) * FuncgraphExit.INDENT, Integer.MAX_VALUE));
        }

        /** @return false if the function has no name: its address is shown */
        private boolean call(TraceEvent event, TextBuffer out) {
            indent(event, out);
            FunctionMap functions = event.catalog().functions();
            int function = functions.find(event.number(func));
            if (function < 0) {
                out.hex(event.number(func)).append('(');
                return false;
            }
            functions.appendName(function, out).append('(');
            if (arguments != null) {
                arguments.append(event, function, out);
            } else if (argumentsAsText != null) {
                event.appendString(argumentsAsText, out);
            }
            return true;
        }

        private void depth(TraceEvent event, TextBuffer out) {
            if (exit.showsDepth()) {
                out.append(" (").decimal(event.number(depth)).append(')');
            }
        }

        private void caller(TraceEvent event, TextBuffer out) {
            if (returnAddress == null) {
                return;
            }
            FunctionMap functions = event.catalog().functions();
            int caller = functions.find(event.number(returnAddress));
            if (caller >= 0) {
                functions.appendName(caller, out.append(" /* <-")).append(" */");
            }
        }
    }
}
