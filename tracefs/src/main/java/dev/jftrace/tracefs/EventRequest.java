package dev.jftrace.tracefs;

import java.util.List;

/**
 * Events to switch on, or off.
 *
 * @param pattern as {@link EventSwitch} takes it
 * @param filter null for none
 * @param triggers to set, each as {@link Trigger#text}
 * @param off whether they are to be switched off
 */
public record EventRequest(String pattern, String filter, List<String> triggers, boolean off) {
    public EventRequest {
        triggers = List.copyOf(triggers);
    }
}
