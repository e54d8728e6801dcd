package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code __get_str(field)[index]}: a char. */
final class StringElementArg extends Arg {
    private final EventField location;
    private final Arg index;

    StringElementArg(EventField location, Arg index) {
        this.location = location;
        this.index = index;
    }

    @Override
    long number(TraceEvent event) {
        long at = index.number(event);
        boolean inside = Long.compareUnsigned(at, event.lengthOf(location)) < 0;
        return inside ? event.numberAt(event.startOf(location) + (int) at, 1) : 0;
    }

    @Override
    List<Arg> parts() {
        return List.of(index);
    }
}
