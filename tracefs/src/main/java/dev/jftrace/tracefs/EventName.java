package dev.jftrace.tracefs;

/**
 * An event, or all of a system.
 *
 * @param event null for the whole system
 */
public record EventName(String system, String event) implements Comparable<EventName> {
    /** One event, as {@code sched:sched_switch} or {@code sched/sched_switch}. @return null if it is not of this form */
    public static EventName parse(String text) {
        int at = Math.max(text.indexOf(':'), text.indexOf('/'));
        return at <= 0 || at == text.length() - 1 ? null : new EventName(text.substring(0, at), text.substring(at + 1));
    }

    public boolean isSystem() {
        return event == null;
    }

    /** Where its files are, below an instance: {@code "events/sched/sched_switch/"}. */
    public String folder() {
        return "events/" + system + "/" + (isSystem() ? "" : event + "/");
    }

    @Override
    public int compareTo(EventName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return isSystem() ? system : system + ":" + event;
    }
}
