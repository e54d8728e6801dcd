package dev.jftrace.event;

/**
 * Sorts what is sorted for the most part: kallsyms is one long ascending run for the kernel, and one for each module.
 * Of equal addresses the later line comes first, as in trace-cmd, whose choice among several names of one function we
 * share.
 */
final class AddressOrder {
    private final long[] keys;
    private final int count;
    private int[] from;
    private int[] to;

    private AddressOrder(long[] keys, int count) {
        this.keys = keys;
        this.count = count;
        from = new int[count];
        to = new int[count];
        for (int i = 0; i < count; i++) {
            from[i] = i;
        }
    }

    static int[] of(long[] keys, int count) {
        AddressOrder order = new AddressOrder(keys, count);
        while (order.mergePairsOfRuns()) {
            int[] merged = order.to;
            order.to = order.from;
            order.from = merged;
        }
        return order.from;
    }

    /** @return false if there is but one run, and nothing was done */
    private boolean mergePairsOfRuns() {
        int start = 0;
        while (start < count) {
            int middle = endOfRun(start);
            if (start == 0 && middle == count) {
                return false;
            }
            int end = endOfRun(middle);
            merge(start, middle, end);
            start = end;
        }
        return count > 0;
    }

    private int endOfRun(int start) {
        int at = start + 1;
        while (at < count && before(from[at - 1], from[at])) {
            at++;
        }
        return Math.min(at, count);
    }

    private boolean before(int left, int right) {
        return keys[left] < keys[right] || keys[left] == keys[right] && left > right;
    }

    private void merge(int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeRight = left == middle || right < end && before(from[right], from[left]);
            to[i] = takeRight ? from[right++] : from[left++];
        }
    }
}
