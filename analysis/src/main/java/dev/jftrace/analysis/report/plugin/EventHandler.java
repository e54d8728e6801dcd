package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;

/** Prints the events of one format in a way of its own. */
@FunctionalInterface
public interface EventHandler {
    /** @return false if the event's print fmt is to follow what was appended */
    boolean print(TraceEvent event, TextBuffer out) throws IOException;
}
