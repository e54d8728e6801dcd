package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code __get_str(field)}. */
final class StringArg extends Arg {
    private final EventField location;

    StringArg(EventField location) {
        this.location = location;
    }

    EventField location() {
        return location;
    }

    @Override
    long number(TraceEvent event) {
        return 0;
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        if (event.lengthOf(location) > 0) {
            int start = event.startOf(location);
            conversion.text(event.bytes(), event.offset() + start, event.lengthToNul(start, event.length()), star, out);
        }
    }
}
