package dev.jftrace.tracefs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts a setting back: writes no more than differs from what stands there now. */
final class SettingWriter {
    private final Tracefs tracefs;

    SettingWriter(Tracefs tracefs) {
        this.tracefs = tracefs;
    }

    void write(Setting setting) throws TracefsException {
        ControlFile file = tracefs.file(setting.file());
        if (!file.exists()) {
            return; // gone with its instance or its event
        }
        switch (setting.kind()) {
            case STOP -> stop(file, setting.value());
            case EVENTS -> events(file, setting.value());
            case TRIGGER -> triggers(new EventTriggers(file), setting.value());
            case EVENT_FILTER -> change(file, setting.value(), setting.value().equals("none") ? "0" : setting.value());
            case FUNCTIONS -> functions(setting);
            case PIDS -> pids(file, setting.value());
            case DYNAMIC_EVENTS -> dynamicEvents(setting.value());
            case OPTIONS -> options(file, setting.value());
            case CLOCK -> clock(file, setting.value());
            case SIZE -> sizes(file, setting.value());
            case SNAPSHOT -> change(file, setting.value(), setting.value());
            case INSTANCE -> instance(setting.file()).delete();
            case VALUE, SUB_BUFFER, TRACER, TRACING_ON -> change(file, setting.value(), setting.value());
        }
    }

    private static void change(ControlFile file, String wanted, String toWrite) throws TracefsException {
        if (!toWrite.isEmpty() && !file.value().equals(wanted)) {
            file.write(toWrite);
        }
    }

    private static void stop(ControlFile file, String wanted) throws TracefsException {
        String now = file.value();
        if (!now.equals(wanted) && !now.equals("nop")) {
            file.write("nop");
        }
    }

    private Instance instance(String file) {
        if (!file.startsWith("instances/")) {
            return tracefs.top();
        }
        String name = file.substring("instances/".length());
        int end = name.indexOf('/');
        return tracefs.instance(end < 0 ? name : name.substring(0, end));
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> words.add(line.strip()));
        return words;
    }

    private static List<String> without(Set<String> all, Set<String> these) {
        return all.stream().filter(one -> !these.contains(one)).sorted().toList();
    }

    private void events(ControlFile file, String wanted) throws TracefsException {
        Set<String> before = words(wanted);
        Set<String> now = words(file.read());
        if (before.isEmpty() && !now.isEmpty()) {
            instance(file.name()).events().disableAll();
            return;
        }
        List<String> tokens = new ArrayList<>();
        without(now, before).forEach(event -> tokens.add("!" + event));
        tokens.addAll(without(before, now));
        if (!tokens.isEmpty()) {
            file.writeTokens(tokens, false);
        }
    }

    private static void triggers(EventTriggers triggers, String wanted) throws TracefsException {
        Set<String> before = words(wanted);
        Set<String> now = new HashSet<>();
        triggers.list().forEach(trigger -> now.add(trigger.text()));
        for (String added : without(now, before)) {
            triggers.remove(new Trigger(added));
        }
        for (String removed : without(before, now)) {
            triggers.add(new Trigger(removed));
        }
    }

    private void functions(Setting setting) throws TracefsException {
        String file = setting.file();
        FunctionFilter filter = new FunctionFilter(instance(file), file.substring(file.lastIndexOf('/') + 1));
        filter.restore(setting.value().lines().toList());
    }

    private static void pids(ControlFile file, String wanted) throws TracefsException {
        // A list whose tasks have all ended reads as none does, and lets nothing through.
        if (wanted.isEmpty() || wanted.equals("no pid")) {
            file.clear();
        } else if (!file.value().equals(wanted)) {
            file.replace(wanted.replace('\n', ' '));
        }
    }

    /** Those that came go; those that went come back, the oldest first. */
    private void dynamicEvents(String wanted) throws TracefsException {
        DynamicEvents events = tracefs.dynamicEvents();
        List<String> before = wanted.lines().filter(line -> !line.isBlank()).toList();
        List<DynamicEvent> now = events.list();
        for (DynamicEvent event : now.reversed()) {
            if (!before.contains(event.definition())) {
                events.remove(event);
            }
        }
        List<String> there = now.stream().map(DynamicEvent::definition).toList();
        for (String definition : before) {
            if (!there.contains(definition)) {
                events.add(definition);
            }
        }
    }

    private static void options(ControlFile file, String wanted) throws TracefsException {
        Set<String> now = words(file.read());
        for (String option : without(words(wanted), now)) {
            file.write(option);
        }
    }

    private static void clock(ControlFile file, String wanted) throws TracefsException {
        new TraceClock(file).set(TraceClock.current(wanted));
    }

    private void sizes(ControlFile all, String wanted) throws TracefsException {
        if (!wanted.startsWith("per_cpu/")) {
            size(all, wanted);
            return;
        }
        for (String cpu : wanted.lines().toList()) {
            int space = cpu.indexOf(' ');
            size(instance(all.name()).file(cpu.substring(0, space) + "buffer_size_kb"), cpu.substring(space + 1));
        }
    }

    /** A buffer that was not yet used has, in brackets, the size that it gets when it is. */
    private static void size(ControlFile file, String wanted) throws TracefsException {
        int expanded = wanted.indexOf("expanded: ");
        String size = expanded < 0 ? wanted : wanted.substring(expanded + 10).replace(")", "");
        change(file, size, size);
    }
}
