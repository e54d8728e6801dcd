package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TraceEvent;

/** {@code __get_dynamic_array_len(field)}, in bytes. */
final class DynamicLengthArg extends Arg {
    private final EventField location;

    DynamicLengthArg(EventField location) {
        this.location = location;
    }

    @Override
    long number(TraceEvent event) {
        return event.lengthOf(location);
    }
}
