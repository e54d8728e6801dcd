package dev.jftrace.analysis.kernel;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.printfmt.PrintFormats;
import dev.jftrace.event.printfmt.PrintRules;
import java.io.IOException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What the kernel prints of an event in {@code trace}: {@code sched_switch: prev_comm=bash ...} by its print fmt, and
 * the events of the system {@code ftrace}, of system calls and of probes in the form that each has there.
 */
public final class KernelEventText {
    private final Map<EventCatalog, Catalog> catalogs = new IdentityHashMap<>();
    private Catalog last;

    /** Knows no trace yet. */
    public KernelEventText() {}

    /** {@code CPU:0 [LOST 42 EVENTS]}, or without the number where the kernel did not count. */
    public static void lost(TraceEvent event, TextBuffer out) {
        out.append("CPU:").decimal(event.cpu()).append(" [LOST ");
        if (event.missedEvents() > 0) {
            out.decimal(event.missedEvents()).append(' ');
        }
        out.append("EVENTS]\n");
    }

    /** True for functions and stacks: function_graph text has them as they are, not as comments. */
    public static boolean isLineOfItsOwn(TraceEvent event) {
        EventFormat format = event.format();
        if (format == null || !format.system().equals("ftrace")) {
            return false;
        }
        return format.name().equals("function") || format.name().equals("kernel_stack");
    }

    /** Appends the event with the columns before it, and a newline. */
    public void line(TraceEvent event, TextBuffer out) throws IOException {
        KernelColumns.append(event, out);
        append(event, out);
        out.append('\n');
    }

    /** Appends the event without columns and newline. */
    public void append(TraceEvent event, TextBuffer out) throws IOException {
        text(event).print(event, out);
        stripNewline(out);
    }

    /** As {@link #append}, but of what a program printed the words only. */
    public void comment(TraceEvent event, TextBuffer out) throws IOException {
        text(event).comment(event, out);
        stripNewline(out);
    }

    private static void stripNewline(TextBuffer out) {
        if (out.length() > 0 && out.byteAt(out.length() - 1) == '\n') {
            out.truncate(out.length() - 1);
        }
    }

    private KernelText text(TraceEvent event) {
        if (event.format() == null) {
            return KernelText.UNKNOWN;
        }
        if (last == null || last.catalog != event.catalog()) {
            last = catalogs.computeIfAbsent(event.catalog(), Catalog::new);
        }
        return last.textOf(event.format());
    }

    private static final class Catalog {
        private final EventCatalog catalog;
        private final PrintFormats printFormats;
        private KernelText[] byId = new KernelText[64];

        Catalog(EventCatalog catalog) {
            this.catalog = catalog;
            printFormats = new PrintFormats(catalog, PrintRules.KERNEL);
        }

        KernelText textOf(EventFormat format) {
            int id = format.id();
            if (id >= byId.length) {
                byId = Arrays.copyOf(byId, Math.max(id + 1, byId.length * 2));
            }
            if (byId[id] == null) {
                byId[id] = KernelTexts.of(format, catalog, printFormats.get(format));
            }
            return byId[id];
        }
    }
}
