package dev.jftrace.record.attach;

import dev.jftrace.record.jfr.JvmEventFilter;
import dev.jftrace.record.jfr.JvmEventType;
import dev.jftrace.record.jfr.JvmFilterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code events/jvm/filter} and {@code events/jvm/EVENT/filter}. What they say is judged here, as the kernel does, and kept in the agent's
 * one file {@code event_filters}, as it was written.
 */
final class JvmFilterFiles {
    private static final String FILTERS = "event_filters";
    private static final String FOLDER = "events/" + JvmEventType.SYSTEM + "/";
    private static final String FILTER = "filter";

    /** The system's own, in the agent's file. */
    private static final String SYSTEM = "*";

    /** Bytes; the kernel takes less than a page. */
    private static final int LONGEST = 4095;

    private static final int WRONG = 4;

    private final AttachedJvm jvm;

    JvmFilterFiles(AttachedJvm jvm) {
        this.jvm = jvm;
    }

    boolean has(String name) {
        return name.equals(FOLDER + FILTER) || typeOf(name).isPresent();
    }

    private static Optional<JvmEventType> typeOf(String name) {
        for (JvmEventType type : JvmEventType.values()) {
            if (name.equals(FOLDER + type.eventName() + "/" + FILTER)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The filter; one that was wrong with the place below it, as the kernel shows it until the next write. */
    String read(String name) throws IOException {
        String key = typeOf(name).map(JvmEventType::eventName).orElse(SYSTEM);
        for (String line : jvm.connection().ask("read", FILTERS).split("\n")) {
            String[] columns = line.split("\t", -1);
            if (columns[0].equals(key) && columns.length > 1) {
                return columns.length < WRONG ? columns[1] + "\n" : wrong(columns[1], columns[2], columns[3]);
            }
        }
        return key.equals(SYSTEM) ? """
                ### global filter ###
                # Use this to set filters for multiple events.
                # Only events with the given fields will be affected.
                # If no events are modified, an error message will be displayed here
                """ : "none\n";
    }

    private static String wrong(String filter, String column, String reason) {
        return filter + "\n" + " ".repeat(Integer.parseInt(column)) + "^\nparse_error: " + reason + "\n";
    }

    void write(String name, int length, String filter) throws IOException {
        if (length > LONGEST || filter.isEmpty()) {
            throw new ControlRefusedException("EINVAL", "expected a filter of 1 to " + LONGEST + " bytes");
        }
        String text = filter.replace('\t', ' ').replace('\n', ' ');
        Optional<JvmEventType> type = typeOf(name);
        if (type.isPresent()) {
            set(type.get(), text);
        } else {
            setAll(text);
        }
    }

    private void set(JvmEventType type, String filter) throws IOException {
        try {
            if (!filter.equals("0")) {
                JvmEventFilter.of(type, filter);
            }
        } catch (JvmFilterException e) {
            int column = Math.min(e.column(), filter.length());
            tell(List.of(type.eventName() + "\t" + filter + "\t" + column + "\t" + e.getMessage()));
            throw new ControlRefusedException("EINVAL", e.getMessage());
        }
        tell(List.of(type.eventName() + "\t" + filter));
    }

    /** Of those that have the fields; that of another goes, as in the kernel. */
    private void setAll(String filter) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean any = false;
        for (JvmEventType type : JvmEventType.values()) {
            boolean fits = !filter.equals("0") && fits(type, filter);
            any |= fits;
            lines.add(type.eventName() + "\t" + (fits ? filter : "0"));
        }
        boolean wrong = !any && !filter.equals("0");
        String reason = "Couldn't find or set field in one of a subsystem's events";
        lines.add(SYSTEM + "\t" + filter + (wrong ? "\t0\t" + reason : ""));
        tell(lines);
        if (wrong) {
            throw new ControlRefusedException("EINVAL", reason);
        }
    }

    private static boolean fits(JvmEventType type, String filter) {
        try {
            JvmEventFilter.of(type, filter);
            return true;
        } catch (JvmFilterException e) {
            return false;
        }
    }

    private void tell(List<String> lines) throws IOException {
        jvm.connection().write(FILTERS, String.join("\n", lines).getBytes(StandardCharsets.UTF_8), false);
    }
}
