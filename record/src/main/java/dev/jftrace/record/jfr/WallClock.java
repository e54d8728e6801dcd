package dev.jftrace.record.jfr;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the wall clock is ahead of CLOCK_MONOTONIC, by pairs of both. A flight recording tells times by the wall clock, each chunk of
 * it counted from one reading at its begin; the agent's own events in it tell the other time.
 */
final class WallClock {
    private static final int LOOKS = 20;
    private static final long SECOND_NS = 1_000_000_000L;

    private final TreeMap<Long, Long> ahead = new TreeMap<>();

    /** Of this moment, for a chunk that tells no pair. */
    static WallClock now() {
        WallClock clock = new WallClock();
        clock.look();
        return clock;
    }

    boolean isKnown() {
        return !ahead.isEmpty();
    }

    /** What both showed at one moment, ns. */
    void pair(long wall, long monotonic) {
        ahead.put(wall, wall - monotonic);
    }

    /** The look of several that was over soonest is the most exact. */
    private void look() {
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

    /** Between two pairs in a straight line, beyond them as at the nearest. @return ns of CLOCK_MONOTONIC */
    long monotonic(long wall) {
        Map.Entry<Long, Long> before = ahead.floorEntry(wall);
        Map.Entry<Long, Long> after = ahead.ceilingEntry(wall);
        if (before == null || after == null || before.getKey().equals(after.getKey())) {
            return wall - (before == null ? after : before).getValue();
        }
        double way = (wall - before.getKey()) / (double) (after.getKey() - before.getKey());
        return wall - before.getValue() - Math.round((after.getValue() - before.getValue()) * way);
    }

    static long nanos(Instant time) {
        return time.getEpochSecond() * SECOND_NS + time.getNano();
    }
}
