package dev.jftrace.analysis.report;

import dev.jftrace.analysis.report.plugin.EventHandler;
import dev.jftrace.analysis.report.plugin.PluginContext;
import dev.jftrace.analysis.report.plugin.Plugins;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.printfmt.PrintFormat;
import dev.jftrace.event.printfmt.PrintFormats;
import java.io.IOException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/** What an event says: by a plug-in, by its print fmt, or field by field. */
final class EventText {
    private final ReportOptions options;
    private final EventStream stream;
    private final Plugins plugins = new Plugins();
    private final Map<EventCatalog, Formats> catalogs = new IdentityHashMap<>();
    private EventCatalog lastCatalog;
    private Formats last;

    EventText(ReportOptions options, EventStream stream) {
        this.options = options;
        this.stream = stream;
    }

    void append(TraceEvent event, TextBuffer out) throws IOException {
        if (event.catalog() != lastCatalog) {
            lastCatalog = event.catalog();
            last = catalogs.computeIfAbsent(lastCatalog, Formats::new);
        }
        Form form = last.formOf(event.format());
        if (options.raw()) {
            form.printFormat.printFields(event, out);
        } else if (form.handler == null || !form.handler.print(event, out)) {
            form.printFormat.print(event, out);
        }
    }

    /** How events of one format are shown. */
    private record Form(PrintFormat printFormat, EventHandler handler) {}

    private final class Formats {
        private final PluginContext context;
        private Form[] byId = new Form[64];

        Formats(EventCatalog catalog) {
            context = new PluginContext(
                    stream,
                    catalog,
                    new PrintFormats(catalog, options.printRules()),
                    options.pluginOptions(),
                    options.nanoseconds());
        }

        Form formOf(EventFormat format) {
            int id = format.id();
            if (id >= byId.length) {
                byId = Arrays.copyOf(byId, Math.max(id + 1, byId.length * 2));
            }
            if (byId[id] == null) {
                EventHandler handler = options.plugins() ? plugins.handlerOf(format, context) : null;
                byId[id] = new Form(context.printFormats().get(format), handler);
            }
            return byId[id];
        }
    }
}
