package dev.jftrace.tracefs.sqlhist;

import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.EventName;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.TracefsException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An event of a statement: its fields, and how the kernel calls them in a histogram. */
final class SqlEvent {
    private static final String TIMESTAMP = "TIMESTAMP";
    private static final String TIMESTAMP_USECS = "TIMESTAMP_USECS";
    private static final EventField TIME = new EventField("common_timestamp", "u64", null, 8, false);

    private final EventName name;
    private final String alias;
    private final String named;
    private final Map<String, EventField> fields;

    private SqlEvent(EventName name, String alias, String named, Map<String, EventField> fields) {
        this.name = name;
        this.alias = alias;
        this.named = named;
        this.fields = fields;
    }

    /** @param table {@code SYSTEM.EVENT}, or only the event where that is the only one of its name */
    static SqlEvent of(SelectStatement statement, SelectStatement.Table table, Instance instance)
            throws SqlException, TracefsException {
        int dot = table.name().indexOf('.');
        List<EventName> found = instance.events()
                .matching(
                        dot < 0
                                ? "*:" + table.name()
                                : table.name().substring(0, dot) + ":"
                                        + table.name().substring(dot + 1));
        if (found.size() != 1) {
            throw new SqlException(
                    statement.text(),
                    table.at(),
                    found.isEmpty()
                            ? "there is no event '" + table.name() + "'"
                            : "several systems have an event of this name: " + found);
        }
        EventName name = found.getFirst();
        ControlFile format = instance.file("events/" + name.system() + "/" + name.event() + "/format");
        return new SqlEvent(name, table.alias(), table.name(), EventField.of(format.read()));
    }

    EventName name() {
        return name;
    }

    /** The part of {@code start.pid} that is the field's; null if it is not this event's. */
    String fieldOf(String text) {
        for (String prefix :
                List.of(alias + ".", named + ".", name.event() + ".", name.system() + "." + name.event() + ".")) {
            if (text.startsWith(prefix)) {
                return text.substring(prefix.length());
            }
        }
        return text.contains(".") ? null : text;
    }

    boolean isQualified(String text) {
        return text.contains(".") && fieldOf(text) != null;
    }

    /** @return null if it has no such field */
    EventField field(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case TIMESTAMP, TIMESTAMP_USECS -> TIME;
            default -> text.equals("common_stacktrace") ? null : fields.get(text);
        };
    }

    /** As a histogram writes it. */
    static String inHistogram(String field) {
        return switch (field.toUpperCase(Locale.ROOT)) {
            case TIMESTAMP -> "common_timestamp";
            case TIMESTAMP_USECS -> "common_timestamp.usecs";
            default -> field;
        };
    }
}
