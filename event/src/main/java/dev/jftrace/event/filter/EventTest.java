package dev.jftrace.event.filter;

import dev.jftrace.event.TraceEvent;

/** Whether an event is one that is asked for. */
@FunctionalInterface
public interface EventTest {
    EventTest ALWAYS = event -> true;
    EventTest NEVER = event -> false;

    boolean test(TraceEvent event);
}
