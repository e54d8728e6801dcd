package dev.jftrace.testkit;

import dev.jftrace.tracefs.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The events that a {@link FakeTracefs} has, in all of its instances, and the definitions of dynamic ones. */
final class FakeEvents {
    private static final String COMMON = "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
            + "\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n"
            + "\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n"
            + "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n";

    /** System, event, its fields with their types. */
    private final Map<String, Map<String, Map<String, String>>> events = new TreeMap<>();

    final List<String> definitions = new ArrayList<>();

    FakeEvents() {
        add(
                "sched",
                "sched_switch",
                "char prev_comm[16]",
                "pid_t prev_pid",
                "char next_comm[16]",
                "pid_t next_pid",
                "int next_prio");
        add("sched", "sched_waking", "char comm[16]", "pid_t pid", "int prio");
        add("irq", "irq_handler_entry", "int irq", "__data_loc char[] name");
        add("kmem", "kmalloc", "unsigned long call_site", "size_t bytes_req", "size_t bytes_alloc");
        add("ftrace", "function", "unsigned long ip", "unsigned long parent_ip");
    }

    private void add(String system, String event, String... fields) {
        Map<String, String> of = new LinkedHashMap<>();
        for (String field : fields) {
            of.put(field.replaceAll("\\[\\d*]$", "").replaceAll(".* ", ""), field);
        }
        events.computeIfAbsent(system, name -> new TreeMap<>()).put(event, of);
    }

    List<String> systems() {
        return List.copyOf(events.keySet());
    }

    List<String> of(String system) {
        return List.copyOf(events.getOrDefault(system, Map.of()).keySet());
    }

    boolean has(String system, String event) {
        return events.containsKey(system) && events.get(system).containsKey(event);
    }

    boolean hasField(String system, String event, String field) {
        return field.equals("common_pid") || events.get(system).get(event).containsKey(field);
    }

    String format(String system, String event) {
        StringBuilder text = new StringBuilder("name: " + event + "\nID: 300\nformat:\n" + COMMON);
        int offset = 8;
        for (String field : events.get(system).get(event).values()) {
            int size = size(field);
            text.append("\tfield:")
                    .append(field)
                    .append(";\toffset:")
                    .append(offset)
                    .append(";\tsize:")
                    .append(size);
            text.append(";\tsigned:")
                    .append(field.startsWith("pid_t") || field.startsWith("int") ? 1 : 0)
                    .append(";\n");
            offset += size;
        }
        return text + "\nprint fmt: \"\"\n";
    }

    private static int size(String field) {
        if (field.contains("[16]")) {
            return 16;
        }
        return field.startsWith("unsigned long") || field.startsWith("size_t") ? 8 : 4;
    }

    /** A line of dynamic_events. */
    void define(String line) throws IOException {
        if (line.startsWith("-:")) {
            String event = line.substring(2);
            String system = event.substring(0, event.indexOf('/'));
            if (!events.getOrDefault(system, Map.of()).containsKey(event.substring(system.length() + 1))) {
                throw new IOException(Errno.ENOENT.words());
            }
            events.get(system).remove(event.substring(system.length() + 1));
            definitions.removeIf(one -> one.split("\\s")[0].endsWith(":" + event));
            return;
        }
        String[] words = line.split("\\s+", 2);
        if (!line.matches("[pres]\\d*:\\S+ \\S.*")) {
            throw new IOException(Errno.EINVAL.words());
        }
        String event = words[0].substring(words[0].indexOf(':') + 1);
        String system = event.contains("/")
                ? event.substring(0, event.indexOf('/'))
                : line.startsWith("s") ? "synthetic" : line.startsWith("e") ? "eprobes" : "kprobes";
        String name = event.substring(event.indexOf('/') + 1);
        if (has(system, name)) {
            throw new IOException(Errno.EEXIST.words());
        }
        add(system, name, "int value");
        definitions.add(words[0].substring(0, words[0].indexOf(':') + 1) + system + "/" + name + " " + words[1]);
    }
}
