package dev.jftrace.analysis.report;

import dev.jftrace.analysis.report.plugin.EventHandler;
import dev.jftrace.analysis.report.plugin.PluginContext;
import dev.jftrace.analysis.report.plugin.Plugins;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.FixedText;
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
    private static final int NAME_WIDTH = 20;

    private final ReportOptions options;
    private final EventStream stream;
    private final Plugins plugins = new Plugins();
    private final Map<EventCatalog, Formats> catalogs = new IdentityHashMap<>();
    private final ReportColors colors;
    private EventCatalog lastCatalog;
    private Formats last;

    EventText(ReportOptions options, EventStream stream) {
        this.options = options;
        this.stream = stream;
        colors = new ReportColors(options.colored());
    }

    /** The name of an event, and what stands around it. */
    static FixedText nameColumn(String name, ReportColors colors) {
        TextBuffer column = new TextBuffer();
        colors.event(column.append(' '));
        colors.plain(column.append(name));
        column.append(": ").fill(' ', NAME_WIDTH - name.length());
        return column.fixed();
    }

    void pass(TraceEvent event) throws IOException {
        Form form = formOf(event);
        if (form.handler != null && !form.raw) {
            form.handler.pass(event);
        } else if (form.raw || form.print().failure() != null) {
            form.print().passFields(event);
        }
    }

    /** Name and all. */
    void append(TraceEvent event, TextBuffer out) throws IOException {
        Form form = formOf(event);
        out.append(form.name);
        int from = out.length();
        KeptTexts kept = form.kept();
        if (kept == null) {
            appendText(form, event, out);
        } else if (!kept.append(event, out)) {
            appendText(form, event, out);
            kept.keep(out, from);
        }
        colors.mark(event.format().name(), from, out);
    }

    private static void appendText(Form form, TraceEvent event, TextBuffer out) throws IOException {
        if (form.raw) {
            form.print().printFields(event, out);
        } else if (form.handler == null || !form.handler.print(event, out)) {
            form.print().print(event, out);
        }
    }

    private Form formOf(TraceEvent event) {
        if (event.catalog() != lastCatalog) {
            lastCatalog = event.catalog();
            last = catalogs.computeIfAbsent(lastCatalog, Formats::new);
        }
        return last.formOf(event.format());
    }

    /** How events of one format are shown. */
    private static final class Form {
        final FixedText name;
        final EventHandler handler;
        final boolean raw;
        private final EventFormat format;
        private final PrintFormats printFormats;
        private final boolean hasCommonWord;
        private PrintFormat printFormat;
        private KeptTexts kept;
        private int seen;

        Form(FixedText name, EventHandler handler, boolean raw, EventFormat format, PluginContext context) {
            this.name = name;
            this.handler = handler;
            this.raw = raw;
            this.format = format;
            printFormats = context.printFormats();
            hasCommonWord = context.catalog().hasCommonWord();
        }

        /** Null for the first event, as many formats have no other; and where texts depend on more than the fields. */
        KeptTexts kept() {
            if (seen < 2 && ++seen == 2 && tellsOfFieldsOnly()) {
                kept = new KeptTexts();
            }
            return kept;
        }

        private boolean tellsOfFieldsOnly() {
            return !raw
                    && hasCommonWord
                    && (handler == null ? print().tellsOfFieldsOnly() : handler.tellsOfFieldsOnly());
        }

        /** Made ready when it is needed: never, for most of the events that a plug-in shows. */
        PrintFormat print() {
            if (printFormat == null) {
                printFormat = printFormats.get(format);
            }
            return printFormat;
        }
    }

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
                EventHandler handler = options.isPlain(format) ? null : plugins.handlerOf(format, context);
                FixedText name = nameColumn(format.name(), colors);
                byId[id] = new Form(name, handler, options.isRaw(format), format, context);
            }
            return byId[id];
        }
    }
}
