package dev.jftrace.record.jvm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Turns a counter's ticks into CLOCK_MONOTONIC ns: along straight lines between the {@linkplain ClockPair pairs} that are known,
 * and beyond them at the rate of the whole. So it follows a clock that is being slewed, and never turns back.
 */
final class StampClock {
    /** Pairs nearer than this tell more of how they were read than of the clocks: the best of them stands for all. */
    private static final long APART_NS = 50_000_000;

    private static final int LEAST_PARTS = 4;

    /** A pair that was read this much slower than most was interrupted. */
    private static final int SLOW = 4;

    private final List<ClockPair> pairs = new ArrayList<>();
    private boolean changed;
    private long[] counters = {};
    private long[] times = {};
    private double nsPerTick;
    private int part;

    /** A pair that nobody can have read is not taken: it comes from another process's memory. */
    void add(ClockPair pair) {
        if (pair != null && pair.time() > 0 && pair.width() >= 0) {
            pairs.add(pair);
            changed = true;
        }
    }

    /** Whether there are the two pairs that a rate needs. */
    boolean isReady() {
        settle();
        return counters.length > 1;
    }

    /** ns of a stamp that is not 0; never 0. */
    long ns(long stamp) {
        settle();
        while (part > 0 && stamp < counters[part]) {
            part--;
        }
        while (part < counters.length - 2 && stamp >= counters[part + 1]) {
            part++;
        }
        long ticks = stamp - counters[part];
        boolean beyond = ticks < 0 || stamp > counters[part + 1];
        int from = stamp > counters[part + 1] ? part + 1 : part;
        double rate =
                beyond ? nsPerTick : (times[part + 1] - times[part]) / (double) (counters[part + 1] - counters[part]);
        return Math.max(1, times[from] + Math.round((stamp - counters[from]) * rate));
    }

    private void settle() {
        if (!changed) {
            return;
        }
        changed = false;
        List<ClockPair> kept = rising(bestOfEachPart());
        if (kept.size() < counters.length && kept.size() < 2) {
            return; // Pairs that contradict all the others take nothing away.
        }
        counters = kept.stream().mapToLong(ClockPair::counter).toArray();
        times = kept.stream().mapToLong(ClockPair::time).toArray();
        part = 0;
        int last = counters.length - 1;
        nsPerTick = last < 1 ? 1 : (times[last] - times[0]) / (double) (counters[last] - counters[0]);
    }

    private List<ClockPair> bestOfEachPart() {
        List<ClockPair> sorted = new ArrayList<>(pairs);
        sorted.sort(Comparator.comparingLong(ClockPair::width));
        long slow = sorted.get(sorted.size() / 2).width() * SLOW;
        sorted.removeIf(pair -> pair.width() > slow);
        sorted.sort(Comparator.comparingLong(ClockPair::counter));
        long span = sorted.getLast().time() - sorted.getFirst().time();
        long apart = Math.min(APART_NS, span / LEAST_PARTS);
        List<ClockPair> best = new ArrayList<>();
        long begun = 0;
        for (ClockPair pair : sorted) {
            if (best.isEmpty() || pair.time() - begun > apart) {
                best.add(pair);
                begun = pair.time();
            } else if (pair.width() < best.getLast().width()) {
                best.set(best.size() - 1, pair);
            }
        }
        return best;
    }

    private static List<ClockPair> rising(List<ClockPair> sorted) {
        List<ClockPair> rising = new ArrayList<>();
        for (ClockPair pair : sorted) {
            boolean rises = rising.isEmpty()
                    || pair.counter() > rising.getLast().counter()
                            && pair.time() > rising.getLast().time();
            if (rises) {
                rising.add(pair);
            }
        }
        return rising;
    }
}
