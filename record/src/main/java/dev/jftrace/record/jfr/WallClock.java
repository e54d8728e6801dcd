package dev.jftrace.record.jfr;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the wall clock is ahead of CLOCK_MONOTONIC, looked at now and again, as it may be set while a recording runs. A flight
 * recording tells times by the wall clock, each chunk of it counted from one reading at its begin.
 */
public final class WallClock {
    private static final int LOOKS = 20;
    private static final long SECOND_NS = 1_000_000_000L;

    private final TreeMap<Long, Long> ahead = new TreeMap<>();

    public WallClock() {
        look();
    }

    /** The look of several that was over soonest is the most exact. */
    public void look() {
        long shortest = Long.MAX_VALUE;
        long wall = 0;
        long difference = 0;
        for (int i = 0; i < LOOKS; i++) {
            long before = System.nanoTime();
            Instant now = Instant.now();
            long took = System.nanoTime() - before;
            if (took < shortest) {
                shortest = took;
                wall = nanos(now);
                difference = wall - (before + took / 2);
            }
        }
        ahead.put(wall, difference);
    }

    /** Ns that the wall clock was ahead at, or nearest to, a time that it showed. */
    long aheadAt(long wall) {
        Map.Entry<Long, Long> before = ahead.floorEntry(wall);
        Map.Entry<Long, Long> after = ahead.ceilingEntry(wall);
        if (before == null || after == null) {
            return (before == null ? after : before).getValue();
        }
        return (wall - before.getKey() <= after.getKey() - wall ? before : after).getValue();
    }

    static long nanos(Instant time) {
        return time.getEpochSecond() * SECOND_NS + time.getNano();
    }
}
