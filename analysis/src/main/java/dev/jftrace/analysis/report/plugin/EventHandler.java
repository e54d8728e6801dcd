package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;

/**
 * Prints the events of one format in a way of its own. Events are passed in their order by one handler, and printed in
 * batches by those of several threads: so {@code print} remembers nothing, asks nothing of the stream, and knows tasks
 * by {@link TraceEvent#comm()} only.
 */
@FunctionalInterface
public interface EventHandler {
    /** @return false if the event's print fmt is to follow what was appended */
    boolean print(TraceEvent event, TextBuffer out) throws IOException;

    /**
     * Called for every event that is shown, one after the other, each before it is printed. What an event tells of later
     * ones is learned here; what earlier ones tell of it goes to its {@link TraceEvent#note(int)}.
     */
    default void pass(TraceEvent event) throws IOException {}

    /**
     * Whether {@link #print} always appends something, and tells nothing but what stands in the record behind its common fields:
     * the same of the same bytes.
     */
    default boolean tellsOfFieldsOnly() {
        return false;
    }
}
