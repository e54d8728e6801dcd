package dev.jftrace.agent.control;

import dev.jftrace.agent.flight.FlightEvents;
import dev.jftrace.agent.hook.Session;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which events of the JDK's flight recorder an instance records: what is set outlives a session, what is written goes with it.
 * Nothing that fails here reaches the program: the session's log, or who asked for it, is told.
 *
 * <p>Tracing that is off has a note of when, by which the reader leaves out what happened: that is exact, and costs a thread of the
 * program that a function's {@code traceoff} runs on no more than the note. Where somebody who controls the tracing switches it
 * off, the flight recording ends, too.
 */
final class SessionEvents {
    /** The first Java whose flight recorder tells of what happened within a second. */
    private static final int FIRST = 17;

    private volatile List<String> names = List.of();
    /** By the events' names in ftrace's words; what they say is the reader's affair. */
    private final Map<String, String> filters = new TreeMap<>();

    private Session session;
    private volatile FlightEvents flight;
    private volatile boolean tracingOn = true;

    /** As {@code jdk.GarbageCollection}. */
    List<String> names() {
        return names;
    }

    boolean areOn() {
        return !names.isEmpty();
    }

    /** Whether this Java can do it, or why not. */
    private static String whyNot() {
        int feature = Runtime.version().feature();
        if (feature < FIRST) {
            return "jvm: events need Java " + FIRST + " or newer; this is Java " + feature;
        }
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent()
                ? null
                : "jvm: events come from the module jdk.jfr, which this program runs without:"
                        + " start it with --add-modules jdk.jfr";
    }

    /** What is asked for at the begin of a session, before it opens. */
    void ask(List<String> wanted, List<String> wantedFilters) {
        names = List.copyOf(wanted);
        for (String line : wantedFilters) {
            int tab = line.indexOf('\t');
            filters.put(line.substring(0, Math.max(tab, 0)), line.substring(tab + 1));
        }
    }

    Map<String, String> filters() {
        return filters;
    }

    /** @param filter "0" to take away what there is; with a TAB in it, one that is only kept to be shown */
    synchronized void filter(String event, String filter) {
        if (filter.equals("0")) {
            filters.remove(event);
        } else {
            filters.put(event, filter);
        }
        noteFilter(event, filter);
    }

    synchronized void clearFilters() {
        for (String event : List.copyOf(filters.keySet())) {
            filter(event, "0");
        }
    }

    private void noteFilter(String event, String filter) {
        try {
            if (flight != null) {
                flight.filtered(event, filter.indexOf('\t') < 0 ? filter : "0");
            }
        } catch (IOException e) {
            session.log().events("jvm: events: " + e.getMessage());
        }
    }

    /** @throws ControlException if this Java has none; nothing is changed then */
    synchronized void set(List<String> wanted) throws IOException {
        String missing = wanted.isEmpty() ? null : whyNot();
        if (missing != null) {
            throw new ControlException(Errno.EOPNOTSUPP, missing);
        }
        names = List.copyOf(wanted);
        write();
    }

    synchronized void begin(Session begun) {
        session = begun;
        flight = null;
        write();
    }

    /** The program's own events begin here. */
    void begun() {
        try {
            if (flight != null) {
                flight.begun();
            }
        } catch (IOException | LinkageError e) {
            session.log().events("jvm: events: " + e);
        }
    }

    /** Off: the files hold all there is. */
    synchronized void tracingOn(boolean on) {
        if (on != tracingOn) {
            tracingOn = on;
            write();
        }
    }

    /**
     * The buffer takes records from now on, or takes none. By threads of the program too: nothing is waited for.
     *
     * @return false if the flight recording has to be begun anew, by {@link #tracingOn}
     */
    boolean switched(boolean on) {
        FlightEvents notes = flight;
        try {
            if (notes != null) {
                notes.switched(on);
            }
        } catch (IOException e) {
            // a disk without room for a note has none for events either
        }
        return tracingOn || !on || names.isEmpty();
    }

    /** A thread of the program may switch meanwhile: the last note is of what is so. */
    private void noteSwitch() throws IOException {
        boolean on;
        do {
            on = session.buffer().isTracingOn();
            flight.switched(on);
        } while (on != session.buffer().isTracingOn());
    }

    private void write() {
        boolean nothing = names.isEmpty() || !tracingOn;
        if (session == null || nothing && flight == null) {
            return;
        }
        try {
            String missing = whyNot();
            if (missing != null) {
                session.log().events(missing);
                return;
            }
            flight = flight == null ? new FlightEvents(session.folder(), session.log()::events) : flight;
            noteSwitch();
            filters.forEach(this::noteFilter);
            List<String> unknown = flight.write(nothing ? List.of() : names);
            if (!unknown.isEmpty()) {
                session.log().events("this JDK's flight recorder has no " + String.join(", ", unknown));
            }
        } catch (Exception | LinkageError e) {
            session.log().events("jvm: events: " + (e instanceof IOException ? e.getMessage() : e));
        }
    }

    synchronized void clear() {
        if (flight != null) {
            try {
                flight.clear();
            } catch (Exception | LinkageError e) {
                session.log().events("jvm: events: " + e);
            }
            write();
        }
    }

    /** The session is about to go. */
    synchronized void end() {
        try {
            if (flight != null) {
                flight.stop();
            }
        } catch (RuntimeException | LinkageError e) {
            session.log().events("jvm: events: " + e);
        }
        flight = null;
        session = null;
    }
}
