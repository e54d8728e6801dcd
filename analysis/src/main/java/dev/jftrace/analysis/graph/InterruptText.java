package dev.jftrace.analysis.graph;

import dev.jftrace.event.EventCatalog;

/** The addresses of the functions that interrupts begin with: from {@code __irqentry_text_start} to {@code _end}. */
record InterruptText(EventCatalog catalog, long start, long end) {
    static InterruptText of(EventCatalog catalog) {
        return new InterruptText(
                catalog,
                catalog.functions().addressOf("__irqentry_text_start"),
                catalog.functions().addressOf("__irqentry_text_end"));
    }

    boolean holds(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }
}
