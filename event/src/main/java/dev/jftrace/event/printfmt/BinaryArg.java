package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** An argument of a trace_printk() whose text the kernel did not format: where it lies is told anew for every event. */
final class BinaryArg extends Arg {
    /** Bytes of a number; 0 for a string, or -1 for a pointer that may have been turned into one. */
    private final int size;

    private long number;
    private int start;
    private boolean string;

    BinaryArg(int size) {
        this.size = size;
    }

    boolean isString() {
        return string;
    }

    /** @return the place after this argument, from the start of the record */
    int read(TraceEvent event, int at) {
        int first = (int) event.numberAt(at, 1);
        string = size == 0 || size < 0 && first >= ' ' && first < 0x7f;
        start = Math.min(at, event.length());
        if (string) {
            return start + event.lengthToNul(start, event.length()) + 1;
        }
        int width = size < 0 ? event.catalog().longSize() : size;
        int aligned = at + 3 & ~3;
        number = event.numberAt(aligned, width);
        return aligned + width;
    }

    void set(long value) {
        number = value;
    }

    @Override
    long number(TraceEvent event) {
        return number;
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        if (string) {
            int length = event.lengthToNul(start, event.length());
            conversion.text(event.bytes(), event.offset() + start, length, star, out);
        }
    }
}
