package dev.jftrace.analysis.profile;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TraceEvent;

/** An event of the trace, and what it means for a profile: what it begins, what it ends, whom it is about. */
final class ProfiledEvent {
    /** What kinds of events are treated, or shown, in ways of their own. */
    enum Kind {
        PLAIN,
        STACK,
        SCHED_SWITCH,
        SCHED_WAKEUP,
        EXEC,
        FUNCTION,
        FUNCGRAPH_ENTRY,
        FUNCGRAPH_EXIT,
        SYSCALL,
        SOFTIRQ
    }

    private final EventFormat format;
    private final Kind kind;
    private ProfiledEvent startedBy;
    private ProfiledEvent endedBy;
    private EventField pid;
    private EventField matchesStart;
    private EventField matchesEnd;
    private EventField value;
    private boolean migrates;
    private boolean global;

    ProfiledEvent(EventFormat format, Kind kind) {
        this.format = format;
        this.kind = kind;
    }

    /**
     * Makes what this event begins end with the other one.
     *
     * @param hook whose fields the events have
     */
    void endWith(ProfiledEvent other, ProfileHook hook) {
        endedBy = other;
        other.startedBy = this;
        if (hook.pidField() != null) {
            pid = format.field(hook.pidField());
        }
        matchesEnd = format.field(hook.start().field());
        other.matchesStart = other.format.field(hook.end().field());
        migrates = hook.migrates();
        other.migrates = hook.migrates();
        global = hook.global();
        other.global = hook.global();
    }

    /** Which field's values are told apart; null for none. */
    ProfiledEvent withValue(EventField field) {
        value = field;
        return this;
    }

    EventFormat format() {
        return format;
    }

    Kind kind() {
        return kind;
    }

    /** The event that began what this one ends; null for none. */
    ProfiledEvent startedBy() {
        return startedBy;
    }

    boolean isStart() {
        return endedBy != null;
    }

    boolean migrates() {
        return migrates;
    }

    boolean isGlobal() {
        return global;
    }

    boolean hasPid() {
        return pid != null;
    }

    /** Of the task that the event is about. */
    int pid(TraceEvent event) {
        return (int) number(event, pid);
    }

    /** What it has in common with the event that began. */
    long startMatch(TraceEvent event) {
        return number(event, matchesStart);
    }

    /** What it has in common with the event that is going to end. */
    long endMatch(TraceEvent event) {
        return number(event, matchesEnd);
    }

    boolean hasValue() {
        return value != null;
    }

    long value(TraceEvent event) {
        return number(event, value);
    }

    EventField valueField() {
        return value;
    }

    /** 0 for a field that is no number. */
    private static long number(TraceEvent event, EventField field) {
        if (field == null) {
            return 0;
        }
        return switch (field.size()) {
            case 1, 2, 4, 8 -> event.number(field);
            default -> 0;
        };
    }
}
