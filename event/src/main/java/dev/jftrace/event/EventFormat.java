package dev.jftrace.event;

import java.util.List;

/**
 * What the records of one event mean. A kernel has more than 1,500 of them and a trace uses a few, so only name and
 * ID are read at once.
 */
public final class EventFormat {
    private final String system;
    private final String name;
    private final int id;
    private final String text;
    private final int longSize;
    private volatile EventFields fields;

    EventFormat(String system, String name, int id, String text, int longSize) {
        this.system = system;
        this.name = name;
        this.id = id;
        this.text = text;
        this.longSize = longSize;
    }

    public String system() {
        return system;
    }

    public String name() {
        return name;
    }

    public int id() {
        return id;
    }

    /** The format file as it is in the trace. */
    public String text() {
        return text;
    }

    /** Such as {@code common_pid}, in the order of the file. */
    public List<EventField> commonFields() {
        return parsed().common();
    }

    /** Without the common ones, in the order of the file. */
    public List<EventField> fields() {
        return parsed().own();
    }

    /** @return the field or common field of that name, null if there is none */
    public EventField field(String fieldName) {
        return parsed().find(fieldName);
    }

    /**
     * True where a field, or the lack of a print fmt, could not be understood: the event is shown field by field
     * then.
     */
    public boolean isDamaged() {
        return parsed().damaged();
    }

    /** What stands after {@code print fmt:}, in C; empty if nothing does. */
    public String printFmt() {
        return FormatParser.printFmt(text);
    }

    private EventFields parsed() {
        EventFields known = fields;
        return known == null ? parse() : known;
    }

    /** Once, because fields are told apart by their identity. */
    private synchronized EventFields parse() {
        if (fields == null) {
            fields = FormatParser.fields(text, longSize);
        }
        return fields;
    }

    @Override
    public String toString() {
        return system + ":" + name;
    }
}
