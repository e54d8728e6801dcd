package dev.jftrace.event;

import java.util.List;

/** What the {@code format:} part of a format file says. */
record EventFields(List<EventField> common, List<EventField> own, boolean damaged) {
    EventField find(String name) {
        EventField field = find(common, name);
        return field != null ? field : find(own, name);
    }

    static EventField find(List<EventField> fields, String name) {
        for (EventField field : fields) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }
}
