package dev.jftrace.analysis.profile;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventField;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the tasks of one buffer spent their time on: how often an event took place, how long it took until the event that
 * ends it, from where it was called. Times are in the units of the trace's clock.
 *
 * <pre>{@code
 * Profile profile = new Profile(catalog, ProfileOptions.DEFAULT);
 * while ((event = stream.next()) != null) {
 *     profile.add(event);
 * }
 * profile.append(out);
 * }</pre>
 *
 * Its memory grows with the tasks, the values and the stacks that are told apart, not with the events.
 */
public final class Profile {
    /** Of the bits of a task's state, those that are states. */
    private static final int STATES = 0x3ff;

    private final EventCatalog catalog;
    private final ProfileOptions options;
    private final ProfiledEvents events;
    private final OpenEvents open = new OpenEvents();
    private final Map<Integer, ProfiledTask> tasks = new HashMap<>();
    private final Map<Integer, ProfiledTask> cpus = new TreeMap<>();
    private final ProfiledTask global = new ProfiledTask(-1);
    private final EventField previousComm;
    private final EventField nextComm;
    private final EventField wokenComm;

    public Profile(EventCatalog catalog, ProfileOptions options) {
        this.catalog = catalog;
        this.options = options;
        events = ProfiledEvents.of(catalog, options);
        global.comm(bytes("Global Events"));
        previousComm = field("sched_switch", "prev_comm");
        nextComm = field("sched_switch", "next_comm");
        wokenComm = field("sched_wakeup", "comm");
    }

    private EventField field(String event, String name) {
        return catalog.find("sched", event) == null
                ? null
                : catalog.find("sched", event).field(name);
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Counts the next event, in the order of time. */
    public void add(TraceEvent event) {
        if (event.missedEvents() != 0) {
            open.lost(event.cpu());
        }
        ProfiledEvent known = events.find(event.typeId());
        if (known == null) {
            return;
        }
        ProfiledTask task = task(event.pid());
        CallerStack before = task.lastStack();
        switch (known.kind()) {
            case STACK -> stack(task, known, event);
            case SCHED_SWITCH -> change(task, known, event);
            case SCHED_WAKEUP -> wake(task, known, event);
            case EXEC ->
                task(known.hasValue() ? (int) known.value(event) : event.pid()).comm(null);
            case FUNCGRAPH_ENTRY -> enter(task, known, event);
            case FUNCGRAPH_EXIT -> leave(task, known, event);
            default -> startOrEnd(task, known, event);
        }
        // Good for the event right behind it only.
        if (before != null && task.lastStack() == before) {
            task.lastStack(null);
        }
    }

    private ProfiledTask task(int pid) {
        return tasks.computeIfAbsent(pid, ProfiledTask::new);
    }

    private void startOrEnd(ProfiledTask task, ProfiledEvent known, TraceEvent event) {
        if (known.startedBy() != null) {
            end(task, known, event);
        }
        if (known.isStart()) {
            start(task, known, event);
        } else if (known.startedBy() == null) {
            count(task, known, event);
        }
    }

    /** Whom the event is about. */
    private ProfiledTask subject(ProfiledTask task, ProfiledEvent known, TraceEvent event) {
        if (known.isGlobal()) {
            return known.migrates() ? global : cpu(event.cpu());
        }
        return known.hasPid() ? task(known.pid(event)) : task;
    }

    private ProfiledTask cpu(int cpu) {
        return cpus.computeIfAbsent(cpu, number -> {
            ProfiledTask made = new ProfiledTask(-1);
            made.comm(bytes("Global CPU[" + number + "] Events"));
            return made;
        });
    }

    private ProfiledTask start(ProfiledTask task, ProfiledEvent known, TraceEvent event) {
        ProfiledTask subject = subject(task, known, event);
        long match = known.endMatch(event);
        subject.began(open(subject, new EventTimes.Key(known, match, match), event));
        return subject;
    }

    private OpenEvent open(ProfiledTask subject, EventTimes.Key key, TraceEvent event) {
        OpenEvent begun = new OpenEvent(subject, key, event.timestamp());
        open.add(begun, event.cpu());
        return begun;
    }

    private ProfiledTask end(ProfiledTask task, ProfiledEvent known, TraceEvent event) {
        ProfiledTask subject = subject(task, known, event);
        subject.told(close(subject, known.startedBy(), known.startMatch(event), event.timestamp()));
        return subject;
    }

    /** @return null where nothing was open */
    private EventTimes close(ProfiledTask subject, ProfiledEvent by, long match, long now) {
        OpenEvent begun = subject.opened(by, match);
        if (begun == null) {
            return null;
        }
        EventTimes times = subject.times(begun.key());
        times.end(begun, now);
        open.remove(begun);
        return times;
    }

    private void count(ProfiledTask task, ProfiledEvent known, TraceEvent event) {
        task.proxy(null);
        task.told(null);
        ProfiledTask subject = task;
        if (known.hasPid()) {
            subject = task(known.pid(event));
            task.proxy(subject);
        }
        long value = known.value(event);
        EventTimes times = subject.times(new EventTimes.Key(known, value, value));
        times.times().count();
        subject.told(times);
    }

    /** Why the task before was switched out is known; why the one that runs now had been is not: it is one of two. */
    private void change(ProfiledTask task, ProfiledEvent known, TraceEvent event) {
        if (!known.hasPid()) {
            count(task, known, event);
            return;
        }
        int previousPid = known.pid(event);
        long state = known.value(event) & STATES;
        ProfiledTask previous = task(previousPid);
        learn(previous, previousComm, event);
        previous.sleeping(state != 0);
        previous.began(open(previous, new EventTimes.Key(known, Integer.toUnsignedLong(previousPid), state), event));
        long nextPid = known.endMatch(event);
        ProfiledTask next = task((int) nextPid);
        learn(next, nextComm, event);
        if (known.startedBy() != known) {
            close(next, known.startedBy(), nextPid, event.timestamp());
        }
        close(next, known, nextPid, event.timestamp());
    }

    private void wake(ProfiledTask waker, ProfiledEvent known, TraceEvent event) {
        if (!known.hasPid()) {
            count(waker, known, event);
            return;
        }
        if (known.hasValue() && known.value(event) == 0) {
            return;
        }
        ProfiledTask woken = task(known.pid(event));
        learn(woken, wokenComm, event);
        if (!woken.isSleeping()) {
            waker.proxy(null);
            waker.told(null);
            return;
        }
        woken.sleeping(false);
        // The stack that follows is the waker's, and of the task that it woke.
        waker.proxy(woken);
        long pid = Integer.toUnsignedLong(woken.pid());
        close(woken, known.startedBy(), pid, event.timestamp());
        woken.began(open(woken, new EventTimes.Key(known, pid, pid), event));
    }

    private static void learn(ProfiledTask task, EventField comm, TraceEvent event) {
        if (task.comm() == null && comm != null) {
            int start = event.startOf(comm);
            int from = event.offset() + start;
            int length = event.lengthToNul(start, event.lengthOf(comm));
            task.comm(Arrays.copyOfRange(event.bytes(), from, from + length));
        }
    }

    private void enter(ProfiledTask task, ProfiledEvent known, TraceEvent event) {
        if (!known.isStart()) {
            count(task, known, event);
            return;
        }
        ProfiledTask subject = start(task, known, event);
        // The function tracer's stack stands before the entry, and no stack stands behind it.
        if (subject.lastStack() != null) {
            subject.lastStart().stack(subject.lastStack());
            subject.lastStack(null);
        }
        subject.told(null);
    }

    private void leave(ProfiledTask task, ProfiledEvent known, TraceEvent event) {
        if (known.startedBy() == null) {
            count(task, known, event);
            return;
        }
        end(task, known, event).told(null);
    }

    private static void stack(ProfiledTask task, ProfiledEvent known, TraceEvent event) {
        ProfiledTask subject = task.proxy() == null ? task : task.proxy();
        task.proxy(null);
        task.lastStack(null);
        CallerStack stack = CallerStack.of(event, known.valueField());
        if (subject.lastStart() != null) {
            subject.lastStart().stack(stack);
        } else if (subject.lastTimes() != null) {
            subject.lastTimes().add(stack);
        } else {
            task.lastStack(stack);
        }
        subject.told(null);
    }

    /** Appends the tasks in the order of their pids, before them what is of none. */
    public void append(TextBuffer out) {
        ProfileText text = new ProfileText(catalog, options, out);
        List<ProfiledTask> unbound = new ArrayList<>(List.of(global));
        unbound.addAll(cpus.values());
        for (ProfiledTask task : unbound) {
            if (!task.times().isEmpty()) {
                text.heading("", task.comm());
                text.events(task.times());
            }
        }
        if (options.byComm()) {
            groups(text);
        }
        inOrder().stream()
                .filter(task -> !options.byComm() || task.comm() == null)
                .forEach(task -> {
                    text.task(task);
                    text.events(task.times());
                });
    }

    private Collection<ProfiledTask> inOrder() {
        return new TreeMap<>(tasks).values();
    }

    private void groups(ProfileText text) {
        Map<String, Map<EventTimes.Key, EventTimes>> groups = new TreeMap<>();
        for (ProfiledTask task : inOrder()) {
            if (task.comm() != null) {
                String comm = new String(task.comm(), StandardCharsets.ISO_8859_1);
                Map<EventTimes.Key, EventTimes> group = groups.computeIfAbsent(comm, name -> new HashMap<>());
                for (EventTimes times : task.times()) {
                    group.computeIfAbsent(times.key().withoutTask(), EventTimes::new)
                            .add(times);
                }
            }
        }
        groups.forEach((comm, group) -> {
            text.heading("\ngroup: ", comm.getBytes(StandardCharsets.ISO_8859_1));
            text.events(group.values());
        });
    }
}
