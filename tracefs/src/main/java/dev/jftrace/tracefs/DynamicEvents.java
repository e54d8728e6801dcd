package dev.jftrace.tracefs;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** {@code dynamic_events} (kernel 5.0): probes, synthetic events, events of programs; one list for all instances. */
public final class DynamicEvents {
    private final Tracefs tracefs;
    private final ControlFile file;

    DynamicEvents(Tracefs tracefs) {
        this.tracefs = tracefs;
        this.file = tracefs.file("dynamic_events");
    }

    public boolean exists() {
        return file.exists();
    }

    /** In the order in which the kernel lists them. */
    public List<DynamicEvent> list() throws TracefsException {
        return exists()
                ? file.lines().stream()
                        .map(DynamicEvent::parse)
                        .filter(Objects::nonNull)
                        .toList()
                : List.of();
    }

    /** @param definition as {@code p:my_open do_sys_openat2 file=+0($arg2):ustring} */
    public void add(String definition) throws TracefsException {
        file.write(definition);
    }

    /** Removes it, after it was switched off, and its triggers taken away, in every instance. */
    public void remove(DynamicEvent event) throws TracefsException {
        for (Instance instance : everywhere()) {
            release(instance, event.event());
        }
        file.write("-:" + event.system() + "/" + event.name());
    }

    private static void release(Instance instance, EventName event) throws TracefsException {
        ControlFile enable = instance.file(event.folder() + "enable");
        if (!enable.exists()) {
            return;
        }
        instance.events().triggers(event).clear();
        if (!enable.value().equals("0")) {
            enable.write("0");
        }
    }

    private List<Instance> everywhere() throws TracefsException {
        List<Instance> all = new ArrayList<>(List.of(tracefs.top()));
        for (String name : tracefs.instances()) {
            all.add(tracefs.instance(name));
        }
        return all;
    }

    /** Removes all but some kinds. Event probes go first: they hang on others. */
    public void clear(Set<DynamicEvent.Kind> keep) throws TracefsException {
        List<DynamicEvent> going =
                list().stream().filter(event -> !keep.contains(event.kind())).toList();
        for (DynamicEvent event : going) {
            if (event.kind() == DynamicEvent.Kind.EPROBE) {
                remove(event);
            }
        }
        for (DynamicEvent event : going.reversed()) {
            if (event.kind() != DynamicEvent.Kind.EPROBE) {
                remove(event);
            }
        }
    }
}
