package dev.jftrace.cli;

import dev.jftrace.tracefs.EventRequest;
import java.util.ArrayList;
import java.util.List;

/** An {@code -e} and what followed it. */
final class EventOptions {
    final List<String> triggers = new ArrayList<>();
    String filter;
    private final String pattern;
    private final boolean off;

    EventOptions(String pattern, boolean off) {
        this.pattern = pattern;
        this.off = off;
    }

    EventRequest request() {
        return new EventRequest(pattern, filter, triggers, off);
    }
}
