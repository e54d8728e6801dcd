package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** Bytes of a record as hex digits. */
final class Bytes {
    private Bytes() {}

    static void hex(TraceEvent event, int start, int count, String delimiter, TextBuffer out) {
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : delimiter).hexByte((int) event.numberAt(start + i, 1));
        }
    }
}
