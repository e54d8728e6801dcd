package dev.jftrace.analysis.profile;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A task of a profile; or a CPU, where interrupts are counted for it. */
final class ProfiledTask {
    private final int pid;
    private byte[] comm;
    private boolean sleeping;
    private final Map<Match, Deque<OpenEvent>> open = new HashMap<>();
    private final Map<EventTimes.Key, EventTimes> times = new LinkedHashMap<>();

    /** What a stack that follows is of: the task that the last event was about, ... */
    private ProfiledTask proxy;

    /** ... what it began, ... */
    private OpenEvent lastStart;

    /** ... or what it ended or was counted as. */
    private EventTimes lastTimes;

    /** The stack before a function_graph entry, which comes first. */
    private CallerStack lastStack;

    private record Match(ProfiledEvent event, long match) {}

    ProfiledTask(int pid) {
        this.pid = pid;
    }

    int pid() {
        return pid;
    }

    /** Null where no event told it. */
    byte[] comm() {
        return comm;
    }

    void comm(byte[] name) {
        comm = name;
    }

    boolean isSleeping() {
        return sleeping;
    }

    void sleeping(boolean now) {
        sleeping = now;
    }

    Collection<EventTimes> times() {
        return times.values();
    }

    EventTimes times(EventTimes.Key key) {
        return times.computeIfAbsent(key, EventTimes::new);
    }

    void add(OpenEvent event) {
        open.computeIfAbsent(matchOf(event), match -> new ArrayDeque<>()).push(event);
    }

    void remove(OpenEvent event) {
        Deque<OpenEvent> same = open.get(matchOf(event));
        same.remove(event);
        if (same.isEmpty()) {
            open.remove(matchOf(event));
        }
        if (lastStart == event) {
            lastStart = null;
        }
    }

    private static Match matchOf(OpenEvent event) {
        return new Match(event.key().event(), event.key().match());
    }

    /** What that event began last; null for nothing. */
    OpenEvent opened(ProfiledEvent by, long match) {
        Deque<OpenEvent> same = open.get(new Match(by, match));
        return same == null ? null : same.peek();
    }

    /** A stack that follows is of what began here. */
    void began(OpenEvent event) {
        lastStart = event;
        lastTimes = null;
    }

    /** A stack that follows is of what ended or was counted here; null for none. */
    void told(EventTimes event) {
        lastStart = null;
        lastTimes = event;
    }

    OpenEvent lastStart() {
        return lastStart;
    }

    EventTimes lastTimes() {
        return lastTimes;
    }

    ProfiledTask proxy() {
        return proxy;
    }

    void proxy(ProfiledTask task) {
        proxy = task;
    }

    CallerStack lastStack() {
        return lastStack;
    }

    void lastStack(CallerStack stack) {
        lastStack = stack;
    }
}
