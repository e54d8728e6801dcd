package dev.jftrace.record.jvm;

import dev.jftrace.record.jfr.JvmEvent;
import dev.jftrace.record.jfr.JvmEventFilter;
import dev.jftrace.record.jfr.JvmEventType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;

/** What happens to a JVM between its calls: what it tells of itself, markers, and which carrier runs which virtual thread. */
final class LaneEvents {
    /** As which the process stands in the trace where something is none of its threads'. */
    private static final String NO_THREAD = "jvm";

    private final JvmFunctions functions;
    private final JvmTasks names;
    private final Lanes lanes;
    private final int process;
    private final WaitingEvents waiting = new WaitingEvents();
    private final Deque<Marker> markers = new ArrayDeque<>();
    private Set<JvmEventType> told = Set.of();
    private Function<JvmEvent, JvmEventFilter> filters = event -> null;
    private long late;

    /**
     * Where a thread's events go.
     *
     * @param pid the thread's, as the trace has it
     */
    record Place(Lane lane, int pid) {}

    private record Marker(long stamp, String text) {}

    LaneEvents(JvmFunctions functions, JvmTasks names, Lanes lanes, int process) {
        this.functions = functions;
        this.names = names;
        this.lanes = lanes;
        this.process = process;
    }

    /** Which types were asked for: two of them are told by the records. */
    void tells(Set<JvmEventType> types) {
        told = types;
    }

    /** @param of the filter of an event, null for none */
    void filters(Function<JvmEvent, JvmEventFilter> of) {
        filters = of;
    }

    void add(JvmEvent event) {
        int pid = isVirtual(event) ? JvmTasks.virtualPid(event.javaThread()) : event.tid() == 0 ? process : event.tid();
        if (passes(event, pid)) {
            waiting.add(event);
        }
    }

    private boolean passes(JvmEvent event, int pid) {
        JvmEventFilter filter = filters.apply(event);
        if (filter == null) {
            return true;
        }
        String comm = isVirtual(event)
                ? JvmTasks.virtualName(event.javaThread())
                : event.tid() == 0 || event.name() == null ? NO_THREAD : event.name();
        return filter.test(event.ofTask(pid), comm);
    }

    private static boolean isVirtual(JvmEvent event) {
        return event.tid() == 0 && event.javaThread() != 0;
    }

    /** What a user wrote into the trace; by whom is not known, so it stands with what is no thread's. */
    void mark(long stamp, String text) {
        markers.add(new Marker(stamp, text));
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    /** Events that came after their place was taken; they stand as early as their lane allows. */
    long late() {
        return late;
    }

    /** When a thread's first event was, if that was before a time; else that time. */
    long firstOf(long javaThread, long stamp) {
        return Math.min(stamp, waiting.firstOf(javaThread));
    }

    /** Tells what happened to a thread before a time. */
    void before(long stamp, long javaThread, Place place) {
        waiting.take(javaThread, stamp, event -> tell(place, event));
    }

    /** Tells what happened up to a time. @param places null of a thread that has no lane */
    void rest(long until, LongFunction<Place> places) {
        if (waiting.isEmpty() && markers.isEmpty()) {
            return;
        }
        for (JvmEvent event : waiting.takeAll(until)) {
            tellMarkers(event.stamp());
            Place place = places.apply(event.javaThread());
            tell(place == null ? other(event) : place, event);
        }
        tellMarkers(until);
    }

    private void tell(Place place, JvmEvent event) {
        late += event.stamp() < place.lane().lastStamp() ? 1 : 0;
        place.lane().event(event.stamp(), event.ofTask(place.pid()));
    }

    private Place other(JvmEvent event) {
        int pid = isVirtual(event) ? names.virtual(event.javaThread()) : event.tid() == 0 ? process : event.tid();
        names.add(pid, event.tid() == 0 || event.name() == null ? NO_THREAD : event.name());
        return new Place(lanes.others(), pid);
    }

    private void tellMarkers(long until) {
        while (!markers.isEmpty() && markers.element().stamp() <= until) {
            Marker marker = markers.remove();
            names.add(process, NO_THREAD);
            byte[] text = (marker.text() + "\n").getBytes(StandardCharsets.UTF_8);
            Lane lane = lanes.others();
            lane.print(Math.max(marker.stamp(), lane.lastStamp()), process, functions.marker(), text);
        }
    }

    /**
     * A carrier runs another thread. What that one did there before it made a traced call was later than that it was mounted.
     *
     * @param before Java's number of a virtual thread, 0 for none; so is {@code now}
     */
    void switched(long stamp, long before, long now, Place carrier) {
        long time = Math.max(firstOf(now, stamp), carrier.lane().lastStamp());
        tell(JvmEventType.VTHREAD_UNMOUNT, time, before, carrier);
        tell(JvmEventType.VTHREAD_MOUNT, time, now, carrier);
    }

    private void tell(JvmEventType type, long stamp, long javaThread, Place carrier) {
        if (javaThread != 0 && told.contains(type)) {
            JvmEvent event = JvmEvent.of(type, stamp, javaThread, javaThread, carrier.pid());
            int pid = names.virtual(javaThread);
            if (passes(event, pid)) {
                tell(new Place(carrier.lane(), pid), event);
            }
        }
    }
}
