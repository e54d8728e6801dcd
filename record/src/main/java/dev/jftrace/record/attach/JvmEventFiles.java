package dev.jftrace.record.attach;

import dev.jftrace.record.jfr.JvmEvent;
import dev.jftrace.record.jfr.JvmEventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files that switch a JVM's events: {@code set_event}, {@code available_events}, {@code enable} of all, of the system and of
 * each, and their filters. They say in ftrace's words what the agent's one file {@code flight_events} says in the flight recorder's.
 */
final class JvmEventFiles {
    private static final String FLIGHT = "flight_events";
    private static final String FOLDER = "events/" + JvmEventType.SYSTEM;
    private static final String ENABLE = "/enable";
    private static final List<String> LISTS = List.of("available_events", "set_event");

    private final AttachedJvm jvm;
    private final JvmFilterFiles filters;

    JvmEventFiles(AttachedJvm jvm) {
        this.jvm = jvm;
        this.filters = new JvmFilterFiles(jvm);
    }

    boolean has(String name) {
        return LISTS.contains(name) || name.endsWith(ENABLE) && !typesOf(name).isEmpty() || filters.has(name);
    }

    List<String> names(String folder) {
        if (folder.isEmpty()) {
            return LISTS;
        }
        if (typesOf(folder + ENABLE).isEmpty()) {
            return List.of();
        }
        return filters.has(folder + "/filter") ? List.of("enable", "filter") : List.of("enable");
    }

    /** What a file {@code enable} is about; none if there is no such file. */
    private static Set<JvmEventType> typesOf(String enable) {
        if (enable.equals("events" + ENABLE) || enable.equals(FOLDER + ENABLE)) {
            return EnumSet.allOf(JvmEventType.class);
        }
        return Arrays.stream(JvmEventType.values())
                .filter(type -> enable.equals(FOLDER + "/" + type.eventName() + ENABLE))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(JvmEventType.class)));
    }

    String read(String name) throws IOException {
        if (filters.has(name)) {
            return filters.read(name);
        }
        if (name.equals("available_events")) {
            return lines(EnumSet.allOf(JvmEventType.class));
        }
        Set<JvmEventType> on = on();
        if (name.equals("set_event")) {
            return lines(on);
        }
        Set<JvmEventType> meant = typesOf(name);
        Set<JvmEventType> both = EnumSet.copyOf(meant);
        both.retainAll(on);
        return both.isEmpty() ? "0\n" : both.size() == meant.size() ? "1\n" : "X\n";
    }

    private static String lines(Set<JvmEventType> types) {
        return types.stream().map(type -> type + "\n").collect(Collectors.joining());
    }

    private Set<JvmEventType> on() throws IOException {
        Set<JvmEventType> on = EnumSet.noneOf(JvmEventType.class);
        for (String source : jvm.read(FLIGHT).split("\n")) {
            JvmEventType.ofSource(source).ifPresent(on::add);
        }
        return on;
    }

    private void turn(Set<JvmEventType> on) throws IOException {
        String lines = JvmEvent.sources(List.copyOf(on)).stream()
                .map(source -> source + "\n")
                .collect(Collectors.joining());
        jvm.connection().write(FLIGHT, lines.getBytes(StandardCharsets.UTF_8), true);
    }

    void write(String name, byte[] bytes, boolean truncate) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (filters.has(name)) {
            filters.write(name, bytes.length, text.strip());
            return;
        }
        switch (name) {
            case "available_events" -> throw new ControlRefusedException("EACCES", "is not for writing");
            case "set_event" -> setEvent(text, truncate);
            default -> enable(typesOf(name), text.strip());
        }
    }

    private void enable(Set<JvmEventType> meant, String value) throws IOException {
        Set<JvmEventType> on = on();
        switch (value) {
            case "0" -> on.removeAll(meant);
            case "1" -> on.addAll(meant);
            default -> throw new ControlRefusedException("EINVAL", "expected 0 or 1, found " + value);
        }
        turn(on);
    }

    /** What stood before a word that is refused holds, as in the kernel. */
    private void setEvent(String text, boolean truncate) throws IOException {
        Set<JvmEventType> on = truncate ? EnumSet.noneOf(JvmEventType.class) : on();
        ControlRefusedException refused = null;
        List<String> words = new ArrayList<>(List.of(text.strip().split("\\s+")));
        words.removeIf(String::isEmpty);
        for (String word : words) {
            boolean off = word.startsWith("!");
            String pattern = (off ? word.substring(1) : word).replaceFirst("^\\*:", "");
            List<JvmEventType> named = JvmEventType.named(pattern);
            if (named.isEmpty()) {
                refused = new ControlRefusedException("EINVAL", "a JVM has no event '" + word + "'");
                break;
            } else if (off) {
                named.forEach(on::remove);
            } else {
                on.addAll(named);
            }
        }
        turn(on);
        if (refused != null) {
            throw refused;
        }
    }
}
