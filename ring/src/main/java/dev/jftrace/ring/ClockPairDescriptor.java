package dev.jftrace.ring;

/**
 * What two clocks showed at one moment: 24 bytes, little endian. The time is stored last (release), so a pair whose time is not
 * zero is complete.
 *
 * <pre>
 *  0                 8                 16       20       24
 *  +--------+--------+--------+--------+--------+--------+
 *  |  counter        |      time ns    | width  |   0    |
 *  +--------+--------+--------+--------+--------+--------+
 * </pre>
 *
 * The counter was read before and after the time: {@code counter} is the middle, {@code width} the distance of the two, so the
 * pair is wrong by half the width at most.
 */
public final class ClockPairDescriptor {
    public static final int COUNTER_OFFSET = 0;

    /** u64, CLOCK_MONOTONIC ns. */
    public static final int TIME_OFFSET = COUNTER_OFFSET + Long.BYTES;

    /** u32, ticks of the counter. */
    public static final int WIDTH_OFFSET = TIME_OFFSET + Long.BYTES;

    public static final int LENGTH = 24;

    private ClockPairDescriptor() {}
}
