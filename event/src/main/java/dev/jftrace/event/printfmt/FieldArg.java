package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code REC->name}. */
final class FieldArg extends Arg {
    private final EventField field;

    FieldArg(EventField field) {
        this.field = field;
    }

    @Override
    long number(TraceEvent event) {
        return event.number(field);
    }

    /**
     * A field as wide as a pointer that is no array is the address of a string in the kernel, where
     * printk_formats has it.
     */
    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        if (!field.isArray() && field.size() == event.catalog().longSize()) {
            long address = event.number(field);
            String known = event.catalog().printks().find(address);
            if (known != null) {
                out.append(known);
            } else {
                out.hex(address);
            }
            return;
        }
        int start = start(event);
        conversion.text(event.bytes(), event.offset() + start, event.lengthToNul(start, length(event)), star, out);
    }

    @Override
    EventField field() {
        return field;
    }

    @Override
    boolean isBytes() {
        return true;
    }

    @Override
    int start(TraceEvent event) {
        return Math.min(field.offset(), event.length());
    }

    @Override
    int length(TraceEvent event) {
        int left = event.length() - start(event);
        return field.size() == 0 ? left : Math.min(left, field.size());
    }
}
