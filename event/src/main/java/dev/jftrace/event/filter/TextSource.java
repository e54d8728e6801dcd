package dev.jftrace.event.filter;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/**
 * The text that a filter compares: a string field up to its NUL; for another field the name of the function at that
 * address, or the number as {@code 0x...}; the comm of the task.
 */
interface TextSource {
    /** The text, good until the next call. */
    CharSequence of(TraceEvent event);

    /** @return null where the events have no such field */
    static TextSource of(Operand.Named name, EventFormat format) {
        EventField field = format.field(name.name());
        if (field == null) {
            return name.isComm() ? comm() : null;
        }
        return field.isString() ? string(field) : address(field);
    }

    private static TextSource comm() {
        ByteText text = new ByteText();
        return event -> {
            byte[] comm = event.catalog().tasks().comm(event.pid());
            return text.set(comm, 0, comm.length);
        };
    }

    private static TextSource string(EventField field) {
        ByteText text = new ByteText();
        return event -> {
            int start = event.startOf(field);
            return text.set(event.bytes(), event.offset() + start, event.lengthToNul(start, event.lengthOf(field)));
        };
    }

    private static TextSource address(EventField field) {
        boolean named = field.isPointer() || field.isLong();
        TextBuffer name = new TextBuffer();
        return event -> {
            long address = event.signed(field);
            FunctionMap functions = event.catalog().functions();
            int function = named ? functions.find(address) : -1;
            name.truncate(0);
            if (function >= 0) {
                functions.appendName(function, name);
            } else {
                name.append("0x").hex(address);
            }
            return name.toString();
        };
    }
}
