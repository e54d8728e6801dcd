package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TraceEvent;

/** {@code __get_dynamic_array(field)}: the bytes that a {@code __data_loc} or {@code __rel_loc} field points at. */
final class DynamicArrayArg extends Arg {
    private final EventField location;

    DynamicArrayArg(EventField location) {
        this.location = location;
    }

    int elementSize() {
        return location.elementSize();
    }

    /** In C a pointer. What matters of it is whether there is one; here it counts from the start of the record. */
    @Override
    long number(TraceEvent event) {
        return event.startOf(location);
    }

    @Override
    boolean isBytes() {
        return true;
    }

    @Override
    int start(TraceEvent event) {
        return event.startOf(location);
    }

    @Override
    int length(TraceEvent event) {
        return event.lengthOf(location);
    }
}
