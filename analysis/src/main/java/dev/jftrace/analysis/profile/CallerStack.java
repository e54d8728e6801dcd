package dev.jftrace.analysis.profile;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TraceEvent;
import java.util.Arrays;

/**
 * The addresses of a kernel stack, the innermost first, as far as the record has them.
 *
 * @param at when it was taken
 */
record CallerStack(long[] callers, long at) implements Comparable<CallerStack> {
    /** @param caller the field that the addresses stand in */
    static CallerStack of(TraceEvent event, EventField caller) {
        int longSize = event.catalog().longSize();
        long end = -1L >>> Long.SIZE - 8 * longSize;
        int start = Math.min(caller.offset(), event.length());
        long[] callers = new long[(event.length() - start) / longSize];
        int count = 0;
        for (int at = start; count < callers.length; at += longSize) {
            long address = event.numberAt(at, longSize);
            if (address == end) {
                break;
            }
            callers[count++] = address;
        }
        return new CallerStack(Arrays.copyOf(callers, count), event.timestamp());
    }

    int depth() {
        return callers.length;
    }

    long caller(int level) {
        return callers[level];
    }

    /** As trace-cmd has it: by the words of 32 bits, the low one first. */
    @Override
    public int compareTo(CallerStack other) {
        int most = Math.min(depth(), other.depth());
        for (int i = 0; i < most; i++) {
            int words = Long.compareUnsigned(Long.rotateLeft(callers[i], 32), Long.rotateLeft(other.callers[i], 32));
            if (words != 0) {
                return words;
            }
        }
        return Integer.compare(depth(), other.depth());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallerStack stack && Arrays.equals(callers, stack.callers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(callers);
    }
}
