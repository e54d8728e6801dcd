package dev.jftrace.record.jvm;

import dev.jftrace.record.jfr.JvmEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** What a JVM told of itself, thread by thread, until its place among the calls of that thread has come. */
final class WaitingEvents {
    private static final Comparator<JvmEvent> BY_TIME = Comparator.comparingLong(JvmEvent::stamp);

    private final Map<Long, PriorityQueue<JvmEvent>> ofThread = new HashMap<>();

    void add(JvmEvent event) {
        ofThread.computeIfAbsent(event.javaThread(), thread -> new PriorityQueue<>(BY_TIME))
                .add(event);
    }

    boolean isEmpty() {
        return ofThread.isEmpty();
    }

    /** The stamp of a thread's oldest, ns; {@link Long#MAX_VALUE} for none. */
    long firstOf(long javaThread) {
        PriorityQueue<JvmEvent> events = ofThread.get(javaThread);
        return events == null ? Long.MAX_VALUE : events.element().stamp();
    }

    /** Takes a thread's events that were before a time, oldest first. */
    void take(long javaThread, long before, Consumer<JvmEvent> to) {
        PriorityQueue<JvmEvent> events = ofThread.get(javaThread);
        if (events == null) {
            return;
        }
        while (!events.isEmpty() && events.element().stamp() < before) {
            to.accept(events.remove());
        }
        if (events.isEmpty()) {
            ofThread.remove(javaThread);
        }
    }

    /** Takes those of all threads up to a time, oldest first. */
    List<JvmEvent> takeAll(long until) {
        List<JvmEvent> taken = new ArrayList<>();
        for (Iterator<PriorityQueue<JvmEvent>> each = ofThread.values().iterator(); each.hasNext(); ) {
            PriorityQueue<JvmEvent> events = each.next();
            while (!events.isEmpty() && events.element().stamp() <= until) {
                taken.add(events.remove());
            }
            if (events.isEmpty()) {
                each.remove();
            }
        }
        taken.sort(BY_TIME);
        return taken;
    }
}
