package dev.jftrace.tracefs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what a change of a control file is about to alter: often more than this file, as with a whole system's switch. */
final class SettingReader {
    private static final int BEGINNING = 4096;
    /** What is in them is no setting. */
    private static final Set<String> CONTENT = Set.of(
            "trace", "trace_pipe", "trace_marker", "trace_marker_raw", "error_log", "free_buffer", "user_events_data");

    private final ControlTree tree;

    SettingReader(ControlTree tree) {
        this.tree = tree;
    }

    /** Files of which the same is to be read have the same: all switches of an instance's events, the buffers of its CPUs. */
    static String common(String file) {
        int end = instanceEnd(file);
        String rest = file.substring(end);
        if (rest.startsWith("events/") && rest.endsWith("/enable")) {
            return file.substring(0, end) + "set_event";
        }
        boolean size = rest.startsWith("per_cpu/") && rest.endsWith("/buffer_size_kb");
        return size ? file.substring(0, end) + "buffer_size_kb" : file;
    }

    private static int instanceEnd(String file) {
        return file.startsWith("instances/") ? file.indexOf('/', "instances/".length()) + 1 : 0;
    }

    /** Files whose settings a change of {@code file} can alter; the first says what they have in common. */
    List<Setting> before(String file) throws IOException {
        int end = instanceEnd(file);
        return before(file.substring(0, end), file.substring(end));
    }

    private List<Setting> before(String instance, String file) throws IOException {
        String last = file.substring(file.lastIndexOf('/') + 1);
        if (CONTENT.contains(last)) {
            return List.of();
        }
        if (file.startsWith("events/") || file.equals("set_event")) {
            return ofEvents(instance, file, last);
        }
        return switch (last) {
            case "current_tracer" -> List.of(read(SettingKind.STOP, instance + file));
            case "tracing_on" -> List.of(read(SettingKind.TRACING_ON, instance + file));
            case "set_ftrace_filter",
                    "set_ftrace_notrace",
                    "set_graph_function",
                    "set_graph_notrace",
                    "stack_trace_filter" -> List.of(read(SettingKind.FUNCTIONS, instance + file));
            case "set_ftrace_pid", "set_ftrace_notrace_pid", "set_event_pid", "set_event_notrace_pid" ->
                List.of(read(SettingKind.PIDS, instance + file));
            case "dynamic_events", "kprobe_events", "uprobe_events", "synthetic_events" ->
                List.of(read(SettingKind.DYNAMIC_EVENTS, tree.exists("dynamic_events") ? "dynamic_events" : file));
            case "trace_options" -> List.of(read(SettingKind.OPTIONS, instance + file));
            case "trace_clock" -> List.of(read(SettingKind.CLOCK, instance + file));
            case "buffer_size_kb" -> List.of(size(instance));
            case "buffer_subbuf_size_kb" ->
                // It changes the size of the buffer too, by what the rounding takes.
                List.of(size(instance), read(SettingKind.SUB_BUFFER, instance + file));
            case "snapshot" -> List.of(snapshot(instance + file));
            default -> List.of(read(SettingKind.VALUE, instance + file));
        };
    }

    private List<Setting> ofEvents(String instance, String file, String last) throws IOException {
        if (last.equals("enable") || last.equals("set_event")) {
            return List.of(read(SettingKind.EVENTS, instance + "set_event"));
        }
        if (last.equals("trigger")) {
            return ofTrigger(instance, file);
        }
        if (!last.equals("filter")) {
            return List.of();
        }
        String folder = file.substring(0, file.length() - "filter".length());
        if (folder.split("/").length > 2) {
            return List.of(read(SettingKind.EVENT_FILTER, instance + file));
        }
        List<Setting> ofSystem = new ArrayList<>();
        for (String event : tree.names(instance + folder)) {
            String filter = instance + folder + event + "filter";
            if (event.endsWith("/") && tree.exists(filter)) {
                ofSystem.add(read(SettingKind.EVENT_FILTER, filter));
            }
        }
        return ofSystem;
    }

    /** A histogram of times switches the instance to the global clock. */
    private List<Setting> ofTrigger(String instance, String file) throws IOException {
        Setting triggers = read(SettingKind.TRIGGER, instance + file);
        String clock = instance + "trace_clock";
        return tree.exists(clock) ? List.of(triggers, read(SettingKind.CLOCK, clock)) : List.of(triggers);
    }

    /** The file of all CPUs says X if they differ; then the value is a line for each CPU: its folder, a space, its size. */
    private Setting size(String instance) throws IOException {
        Setting all = read(SettingKind.SIZE, instance + "buffer_size_kb");
        if (!all.value().equals("X")) {
            return all;
        }
        StringBuilder each = new StringBuilder();
        for (String cpu : tree.names(instance + "per_cpu")) {
            String folder = "per_cpu/" + cpu;
            each.append(folder)
                    .append(' ')
                    .append(read(SettingKind.SIZE, instance + folder + "buffer_size_kb")
                            .value());
            each.append('\n');
        }
        return new Setting(SettingKind.SIZE, all.file(), each.toString().strip());
    }

    /** Whether it has a buffer, which its text tells as long as it is empty. */
    private Setting snapshot(String file) throws IOException {
        try (InputStream in = tree.open(file)) {
            String beginning = new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8);
            return new Setting(SettingKind.SNAPSHOT, file, beginning.contains("Snapshot is freed") ? "0" : "");
        }
    }

    private Setting read(SettingKind kind, String file) throws IOException {
        try (InputStream in = tree.open(file)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            in.transferTo(text);
            return new Setting(kind, file, text.toString(StandardCharsets.UTF_8).strip());
        }
    }
}
