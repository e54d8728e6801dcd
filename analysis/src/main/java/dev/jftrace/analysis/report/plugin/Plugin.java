package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventFormat;

/**
 * Knows some events better than their print fmts do. One lives as long as a report, and may keep what it learns from
 * event to event.
 */
public interface Plugin {
    /** @return null if the plug-in does not care for the event, or misses a field that it needs */
    EventHandler handlerOf(EventFormat format, PluginContext context);
}
