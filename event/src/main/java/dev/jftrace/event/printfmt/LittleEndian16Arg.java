package dev.jftrace.event.printfmt;

import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code __le16_to_cpup(pointer)} of cfg80211: two bytes that are little-endian on every machine. */
final class LittleEndian16Arg extends Arg {
    private final Arg pointer;

    LittleEndian16Arg(Arg pointer) {
        this.pointer = pointer;
    }

    @Override
    long number(TraceEvent event) {
        Arg bytes = pointer.uncast();
        if (!bytes.isBytes() || bytes.length(event) < Short.BYTES) {
            return 0;
        }
        int start = bytes.start(event);
        return event.numberAt(start, 1) | event.numberAt(start + 1, 1) << Byte.SIZE;
    }

    @Override
    List<Arg> parts() {
        return List.of(pointer);
    }
}
