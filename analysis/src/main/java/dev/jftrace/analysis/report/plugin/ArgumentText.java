package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventField;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/**
 * The arguments of a call, which stand at the end of its entry: by name where the kernel's types are known, else
 * in hex. Where the function has some that were not recorded, {@code ...} stands for them.
 */
final class ArgumentText {
    private static final int NOT_ASKED = 0;

    private final EventField args;
    private final EventCatalog catalog;

    /** By function, so that a name is looked up once; -1 for those without. */
    private final int[] prototypes;

    ArgumentText(EventField args, EventCatalog catalog) {
        this.args = args;
        this.catalog = catalog;
        prototypes = new int[catalog.functions().size()];
    }

    void append(TraceEvent event, int function, TextBuffer out) {
        int longSize = catalog.longSize();
        if (prototypes[function] == NOT_ASKED) {
            prototypes[function] = catalog.btf().prototypeOf(catalog.functions().name(function));
        }
        if (prototypes[function] > 0) {
            catalog.btf().appendArguments(prototypes[function], event, args.offset(), out);
            return;
        }
        for (int at = args.offset(); event.holds(at, longSize); at += longSize) {
            out.append(at == args.offset() ? "" : ", ").hex(event.numberAt(at, longSize));
        }
    }
}
