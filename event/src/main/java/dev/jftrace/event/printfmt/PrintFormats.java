package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.Arrays;

/** The print fmts of a trace, each made ready when its first event is to be printed. For one thread. */
public final class PrintFormats {
    private final EventCatalog catalog;
    private final PrintRules rules;
    private PrintFormat[] byId = new PrintFormat[64];

    public PrintFormats(EventCatalog catalog) {
        this(catalog, PrintRules.TRACE_CMD);
    }

    public PrintFormats(EventCatalog catalog, PrintRules rules) {
        this.catalog = catalog;
        this.rules = rules;
    }

    /** @param format one of the catalog's */
    public PrintFormat get(EventFormat format) {
        int id = format.id();
        if (id >= byId.length) {
            byId = Arrays.copyOf(byId, Math.max(id + 1, byId.length * 2));
        }
        if (byId[id] == null) {
            byId[id] = PrintFormat.compile(format, catalog, rules);
        }
        return byId[id];
    }

    /** Appends the event as its print fmt wants it, or {@code [UNKNOWN EVENT]} where it has no format. */
    public void print(TraceEvent event, TextBuffer out) {
        if (event.format() == null) {
            out.append("[UNKNOWN EVENT]");
        } else {
            get(event.format()).print(event, out);
        }
    }
}
