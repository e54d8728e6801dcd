package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.TextBuffer;

/** A time stamp in ns as seconds: six decimals, rounded, or nine. */
public final class TimeText {
    private static final int SECONDS_WIDTH = 5;

    private TimeText() {}

    public static void append(long ns, boolean nanoseconds, TextBuffer out) {
        long parts = nanoseconds ? ns : divided(ns + 500, 1000);
        long second = nanoseconds ? 1_000_000_000 : 1_000_000;
        long seconds = divided(parts, second);
        int from = out.length();
        out.unsigned(seconds).alignRight(from, SECONDS_WIDTH, ' ').append('.');
        out.fraction((int) (parts - seconds * second), nanoseconds ? 9 : 6);
    }

    /** Unsigned. A division by a constant that is known to be signed is a multiplication. */
    private static long divided(long value, long by) {
        return value >= 0 ? value / by : Long.divideUnsigned(value, by);
    }
}
