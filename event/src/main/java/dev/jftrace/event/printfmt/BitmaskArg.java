package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.nio.ByteOrder;

/**
 * {@code __get_bitmask(field)} as hex in groups of 32 bits, {@code __get_cpumask(field)} as a list such as
 * {@code 0-3,5}.
 */
final class BitmaskArg extends Arg {
    private final EventField location;
    private final boolean list;

    BitmaskArg(EventField location, boolean list) {
        this.location = location;
        this.list = list;
    }

    @Override
    long number(TraceEvent event) {
        return 0;
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        int from = out.length();
        if (list) {
            appendList(event, out);
        } else {
            appendHex(event, out);
        }
        conversion.align(from, star, out);
    }

    private void appendHex(TraceEvent event, TextBuffer out) {
        int size = event.lengthOf(location);
        for (int i = size - 1; i >= 0; i--) {
            out.hexByte(byteOf(event, i, size));
            if (i > 0 && i % Integer.BYTES == 0) {
                out.append(',');
            }
        }
    }

    private void appendList(TraceEvent event, TextBuffer out) {
        int size = event.lengthOf(location);
        int bits = size * Byte.SIZE;
        String delimiter = "";
        int bit = 0;
        while (bit < bits) {
            int first = bit;
            while (bit < bits && (byteOf(event, bit >> 3, size) >> (bit & 7) & 1) != 0) {
                bit++;
            }
            if (bit > first) {
                out.append(delimiter).decimal(first);
                delimiter = ",";
            }
            if (bit > first + 1) {
                out.append('-').decimal(bit - 1L);
            }
            bit++;
        }
    }

    /** Byte 0 has the lowest bits. In the kernel the mask is an array of longs, so the byte order matters. */
    private int byteOf(TraceEvent event, int index, int size) {
        boolean big = event.catalog().byteOrder() == ByteOrder.BIG_ENDIAN;
        return (int) event.numberAt(event.startOf(location) + (big ? size - 1 - index : index), 1);
    }
}
