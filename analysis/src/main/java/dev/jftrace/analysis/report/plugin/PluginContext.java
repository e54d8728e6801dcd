package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.printfmt.PrintFormats;

/** What a plug-in may ask while it makes a handler for a format of the catalog. */
public record PluginContext(
        EventStream stream,
        EventCatalog catalog,
        PrintFormats printFormats,
        PluginOptions options,
        boolean nanoseconds) {}
