package dev.jftrace.analysis.hist;

import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The one frame of each function and of each event. Functions of one name at several addresses are several. */
final class Frames {
    private final FunctionMap functions;
    private final Map<Long, Frame> byStart = new HashMap<>();
    private final Map<Long, Frame> unnamed = new HashMap<>();
    private final Map<EventFormat, Frame> events = new IdentityHashMap<>();

    Frames(FunctionMap functions) {
        this.functions = functions;
    }

    /** The function that holds the address; the address itself where none does. */
    Frame at(long address) {
        Frame named = namedAt(address);
        return named != null
                ? named
                : unnamed.computeIfAbsent(address, unknown -> new Frame("0x" + Long.toHexString(unknown)));
    }

    /** @return null if no function holds the address */
    Frame namedAt(long address) {
        int function = functions.find(address);
        return function < 0
                ? null
                : byStart.computeIfAbsent(functions.address(function), start -> new Frame(functions.name(function)));
    }

    Frame of(EventFormat event) {
        return events.computeIfAbsent(event, format -> new Frame(format.name()));
    }
}
