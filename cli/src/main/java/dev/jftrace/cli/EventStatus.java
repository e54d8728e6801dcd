package dev.jftrace.cli;

import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.EventName;
import dev.jftrace.tracefs.Instance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What {@code stat} says of an instance's events. */
final class EventStatus {
    private final Instance instance;
    private final StringBuilder text;

    EventStatus(Instance instance, StringBuilder text) {
        this.instance = instance;
        this.text = text;
    }

    void append() throws IOException {
        ControlFile all = instance.file("events/enable");
        if (all.exists()) {
            text.append("\nEvents:\n");
            switch (all.value()) {
                case "1" -> text.append(" All enabled\n");
                case "0" -> text.append(" All disabled\n");
                default -> some();
            }
        }
        List<EventName> every = instance.events().every();
        of(every, "filter", "Filters", "none");
        of(every, "trigger", "Triggers", "#");
    }

    private void some() throws IOException {
        List<String> whole = new ArrayList<>();
        List<String> partly = new ArrayList<>();
        for (String system : instance.events().systems()) {
            char state = instance.events().state(new EventName(system, null)).charAt(0);
            if (state == '1') {
                whole.add(system);
            } else if (state != '0') {
                partly.add(system);
            }
        }
        if (!whole.isEmpty()) {
            text.append(" Individual systems:\n");
            whole.forEach(system -> text.append("   ").append(system).append('\n'));
        }
        int before = text.length();
        for (String system : partly) {
            single(system, text.length() == before);
        }
        if (whole.isEmpty() && text.length() == before) {
            text.append("  (none enabled)\n");
        }
    }

    private void single(String system, boolean first) throws IOException {
        boolean titled = false;
        for (String event : instance.events().events(system)) {
            String enable = instance.file("events/" + system + "/" + event + "/enable")
                    .valueIfThere()
                    .orElse("");
            if (enable.startsWith("1")) {
                if (!titled) {
                    text.append(first ? " Individual events:\n" : "")
                            .append("    ")
                            .append(system)
                            .append('\n');
                    titled = true;
                }
                text.append("        ").append(event).append('\n');
            }
        }
    }

    /** Each event of which a file does not begin with what it says by default. */
    private void of(List<EventName> every, String name, String title, String usual) throws IOException {
        boolean titled = false;
        for (EventName event : every) {
            String value = instance.file(event.folder() + name).valueIfThere().orElse(usual);
            if (!value.startsWith(usual)) {
                text.append(titled ? "" : "\n" + title + ":\n");
                text.append("  ").append(event).append(" \"").append(value).append("\"\n");
                titled = true;
            }
        }
    }
}
