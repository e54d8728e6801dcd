package dev.jftrace.event;

import java.util.Arrays;

/**
 * Sorts what is sorted for the most part: kallsyms is one long ascending run for the kernel, and one for each module.
 * Of equal addresses the later line comes first, as in trace-cmd, whose choice among several names of one function we
 * share.
 */
final class AddressOrder {
    private final long[] keys;
    private int[] from;
    private int[] to;

    /** Where each run starts, and where the last ends. */
    private int[] bounds = new int[16];

    private int runs;

    private AddressOrder(long[] keys, int count) {
        this.keys = keys;
        from = new int[count];
        to = new int[count];
        for (int i = 0; i < count; i++) {
            from[i] = i;
            if (i > 0 && !before(i - 1, i)) {
                startRun(i);
            }
        }
        startRun(count);
    }

    private void startRun(int at) {
        if (++runs == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * runs);
        }
        bounds[runs] = at;
    }

    static int[] of(long[] keys, int count) {
        AddressOrder order = new AddressOrder(keys, count);
        while (order.runs > 1) {
            order.mergePairsOfRuns();
        }
        return order.from;
    }

    private void mergePairsOfRuns() {
        int merged = 0;
        for (int run = 0; run < runs; run += 2) {
            int middle = bounds[run + 1];
            int end = bounds[Math.min(run + 2, runs)];
            merge(bounds[run], middle, end);
            bounds[++merged] = end;
        }
        runs = merged;
        int[] sorted = to;
        to = from;
        from = sorted;
    }

    private boolean before(int left, int right) {
        return keys[left] < keys[right] || keys[left] == keys[right] && left > right;
    }

    /** What is in place is copied in one go: all of the kernel, where modules are merged with it. */
    private void merge(int start, int middle, int end) {
        int left = middle == end ? middle : firstBehind(start, middle);
        int right = middle;
        System.arraycopy(from, start, to, start, left - start);
        int at = left;
        while (left < middle && right < end) {
            to[at++] = before(from[right], from[left]) ? from[right++] : from[left++];
        }
        System.arraycopy(from, left, to, at, middle - left);
        System.arraycopy(from, right, to, at + middle - left, end - right);
    }

    /** The first of the left run that comes after the first of the right one. */
    private int firstBehind(int start, int middle) {
        int low = start;
        int high = middle;
        while (low < high) {
            int half = (low + high) >>> 1;
            if (before(from[middle], from[half])) {
                high = half;
            } else {
                low = half + 1;
            }
        }
        return low;
    }
}
