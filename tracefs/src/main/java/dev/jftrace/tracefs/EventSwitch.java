package dev.jftrace.tracefs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which events of an instance are on.
 *
 * <p>Patterns are those of {@code trace-cmd record -e}: {@code all}; {@code SYSTEM:EVENT}, either of them a glob, an empty event
 * for all of the system; or one word, a glob, for the systems and for the events of any system that have this name.
 */
public final class EventSwitch {
    /** From here on one open of set_event is cheaper than a file for each event: each change is journaled. */
    private static final int BATCH = 4;

    /** All that a system's folder has beside its events (kernel/trace/trace_events.c, event_subsystem_dir). */
    private static final Set<String> OF_SYSTEM = Set.of("enable", "filter");

    private final Instance instance;

    EventSwitch(Instance instance) {
        this.instance = instance;
    }

    /** The systems whose events can be switched: all but ftrace's own. */
    public List<String> systems() throws TracefsException {
        return all().stream()
                .filter(system -> instance.file("events/" + system + "/enable").exists())
                .toList();
    }

    private List<String> all() throws TracefsException {
        return instance.file("events").exists() ? instance.folders("events") : List.of();
    }

    /** Names of a system's events, ftrace's own included. */
    public List<String> events(String system) throws TracefsException {
        return instance.entries("events/" + system).stream()
                .filter(entry -> !OF_SYSTEM.contains(entry))
                .toList();
    }

    /**
     * What a pattern means here: systems where it takes a whole system, events else.
     *
     * @return empty if there is no such thing
     */
    public List<EventName> matching(String pattern) throws TracefsException {
        if (pattern.equals("all")) {
            return systems().stream().map(system -> new EventName(system, null)).toList();
        }
        int colon = pattern.indexOf(':');
        List<EventName> found = new ArrayList<>();
        if (colon >= 0) {
            String event = pattern.substring(colon + 1);
            addMatching(Glob.of(pattern.substring(0, colon)), event.isEmpty() ? "*" : event, found);
        } else {
            Predicate<String> whole = Glob.of(pattern);
            systems().stream().filter(whole).forEach(system -> found.add(new EventName(system, null)));
            addMatching(system -> !whole.test(system), pattern, found);
        }
        return found;
    }

    private void addMatching(Predicate<String> systems, String glob, List<EventName> found) throws TracefsException {
        for (String system : systems()) {
            if (!systems.test(system)) {
                continue;
            }
            if (glob.equals("*")) {
                found.add(new EventName(system, null));
            } else if (!Glob.isPattern(glob)) {
                // One look instead of a listing: there are a hundred systems.
                if (instance.file("events/" + system + "/" + glob + "/format").exists()) {
                    found.add(new EventName(system, glob));
                }
            } else {
                Predicate<String> names = Glob.of(glob);
                events(system).stream().filter(names).forEach(event -> found.add(new EventName(system, event)));
            }
        }
    }

    /** The single events that names of systems stand for. */
    public List<EventName> single(List<EventName> names) throws TracefsException {
        List<EventName> events = new ArrayList<>();
        for (EventName name : names) {
            if (name.isSystem()) {
                events(name.system()).forEach(event -> events.add(new EventName(name.system(), event)));
            } else {
                events.add(name);
            }
        }
        return events;
    }

    /** Every event, ftrace's own included. */
    public List<EventName> every() throws TracefsException {
        return single(all().stream().map(system -> new EventName(system, null)).toList());
    }

    public void enable(List<EventName> names) throws TracefsException {
        switchTo(names, true);
    }

    public void disable(List<EventName> names) throws TracefsException {
        switchTo(names, false);
    }

    public void disableAll() throws TracefsException {
        if (instance.file("events/enable").exists()) {
            instance.file("events/enable").write("0");
        }
    }

    private void switchTo(List<EventName> names, boolean on) throws TracefsException {
        if (names.size() > BATCH && instance.file("set_event").exists()) {
            instance.file("set_event")
                    .writeTokens(
                            names.stream()
                                    .filter(this::canBeSwitched)
                                    .map(name -> (on ? "" : "!") + name + (name.isSystem() ? ":*" : ""))
                                    .toList(),
                            false);
            return;
        }
        for (EventName name : names) {
            if (canBeSwitched(name)) {
                instance.file(name.folder() + "enable").write(on ? "1" : "0");
            }
        }
    }

    /** ftrace's own events, {@code ftrace:function} for one, belong to the tracers. */
    private boolean canBeSwitched(EventName name) {
        return instance.file(name.folder() + "enable").exists();
    }

    /** The events that are on. */
    public List<EventName> enabled() throws TracefsException {
        List<EventName> events = new ArrayList<>();
        for (String line : instance.file("set_event").lines()) {
            EventName event = EventName.parse(line.strip());
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    /** What the {@code enable} file says: 0, 1, X (some of them), a star after it where a trigger keeps an event half on. */
    public String state(EventName name) throws TracefsException {
        return instance.file(name.folder() + "enable").value();
    }

    /** The filter of an event or a system; {@code none} if there is none. */
    public String filter(EventName name) throws TracefsException {
        return instance.file(name.folder() + "filter").value();
    }

    /** Sets it; of a system: for those of its events that have the fields. A refusal shows the place. */
    public void filter(EventName name, String filter) throws TracefsException {
        instance.file(name.folder() + "filter").write(filter);
    }

    public void clearFilter(EventName name) throws TracefsException {
        filter(name, "0");
    }

    public EventTriggers triggers(EventName event) {
        return new EventTriggers(instance.file(event.folder() + "trigger"));
    }
}
