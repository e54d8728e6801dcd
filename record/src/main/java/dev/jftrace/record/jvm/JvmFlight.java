package dev.jftrace.record.jvm;

import dev.jftrace.record.jfr.FlightFolder;
import dev.jftrace.record.jfr.JvmEvent;
import dev.jftrace.record.jfr.JvmEventFilter;
import dev.jftrace.record.jfr.JvmEventType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The flight recorder's events of one traced JVM, on their way between its calls. They come about a second late; calls wait for them,
 * but not for ever. If they can't be read, the calls are recorded all the same.
 */
final class JvmFlight {
    /** The flight recorder flushes once a second. */
    private static final long PATIENCE_NS = 3_000_000_000L;

    private final FlightFolder folder;
    private Set<JvmEventType> types = Set.of();
    private boolean hasNewTypes;
    private IOException failure;

    JvmFlight(Path session) {
        folder = new FlightFolder(session);
    }

    /** Null for an event that every filter lets pass. */
    JvmEventFilter filterOf(JvmEvent event) {
        return folder.filterOf(event);
    }

    /** Whether any events were asked for. */
    boolean isOn() {
        return !types.isEmpty();
    }

    Set<JvmEventType> types() {
        return types;
    }

    /** Whether there are since the last call. */
    boolean hasNewTypes() {
        boolean before = hasNewTypes;
        hasNewTypes = false;
        return before;
    }

    /** Hands on what came. @return false if nothing did */
    boolean next(LaneEvents lanes) {
        if (failure != null) {
            return false;
        }
        try {
            look(lanes);
            List<JvmEvent> events = folder.next();
            if (events != null) {
                events.forEach(lanes::add);
            }
            return events != null;
        } catch (IOException e) {
            failure = e;
            return false;
        }
    }

    private void look(LaneEvents lanes) throws IOException {
        if (folder.types().size() != types.size()) {
            types = EnumSet.copyOf(folder.types());
            hasNewTypes = true;
            lanes.tells(types);
        }
    }

    long toldUntil() {
        return folder.toldUntil();
    }

    /** Up to when calls can be shown, so that what is told of later still finds its place. */
    long limit(long until) {
        return !isOn() || failure != null
                ? until
                : Math.min(until, Math.max(toldUntil(), System.nanoTime() - PATIENCE_NS));
    }

    /** Lines of a log. @param late events that stand later than they were */
    List<String> problems(long late) {
        List<String> lines = new ArrayList<>();
        if (failure != null) {
            lines.add("events\tjvm: events are missing: " + failure.getMessage());
        }
        if (late > 0) {
            lines.add("events\t" + late + (late == 1 ? " jvm: event was" : " jvm: events were")
                    + " told too late for the place among the calls: such stand as early as they can");
        }
        return lines;
    }
}
