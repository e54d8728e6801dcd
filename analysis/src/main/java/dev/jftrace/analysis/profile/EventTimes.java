package dev.jftrace.analysis.profile;

import java.util.HashMap;
import java.util.Map;

/** How long what an event begins took for a task, for one value of the event's field, and where it came from. */
final class EventTimes {
    private final Key key;
    private final Times times = new Times();
    private final Map<CallerStack, Times> stacks = new HashMap<>();
    private long last;

    /**
     * What is told apart.
     *
     * @param match what the events of a pair have in common
     * @param value what is shown
     */
    record Key(ProfiledEvent event, long match, long value) {
        /** What tasks of one name have in common: who was woken, or switched out, are they. */
        Key withoutTask() {
            return switch (event.kind()) {
                case SCHED_WAKEUP -> new Key(event, 0, 0);
                case SCHED_SWITCH -> new Key(event, value, value);
                default -> this;
            };
        }
    }

    EventTimes(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    Times times() {
        return times;
    }

    Map<CallerStack, Times> stacks() {
        return stacks;
    }

    void end(OpenEvent open, long now) {
        // Clocks of several CPUs may seem to go back.
        last = Math.max(0, now - open.time());
        times.add(last, now);
        if (open.stack() != null) {
            add(open.stack(), last);
        }
    }

    /** The stack of what ended last. */
    void add(CallerStack stack) {
        add(stack, last);
    }

    private void add(CallerStack stack, long time) {
        stacks.computeIfAbsent(stack, taken -> new Times()).add(time, stack.at());
    }

    void add(EventTimes more) {
        times.add(more.times);
        more.stacks.forEach((stack, time) ->
                stacks.computeIfAbsent(stack, taken -> new Times()).add(time));
    }
}
