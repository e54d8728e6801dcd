package dev.jftrace.agent.patch;

import java.util.Arrays;

/**
 * Where the instructions of the original stand in the copy. What is inserted there shifts all that follows; who asks for a place asks
 * next for one near it.
 */
final class Positions {
    private int[] firsts = new int[16];
    private int[] shifts = new int[17];
    private int count;
    private int last;

    void clear() {
        count = 0;
        last = 0;
    }

    /** @param first offset in the original of what stands farther on from here; not less than the one before */
    void shift(int first, int by) {
        if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * count);
            shifts = Arrays.copyOf(shifts, 2 * count + 1);
        }
        firsts[count] = first;
        shifts[count + 1] = shifts[count] + by;
        count++;
    }

    /** Of what stands behind all that was told yet. */
    int shift() {
        return shifts[count];
    }

    int of(int offset) {
        int i = last;
        while (i < count && offset >= firsts[i]) {
            i++;
        }
        while (i > 0 && offset < firsts[i - 1]) {
            i--;
        }
        last = i;
        return offset + shifts[i];
    }
}
