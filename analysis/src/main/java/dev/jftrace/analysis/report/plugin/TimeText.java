package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.TextBuffer;

/** A time stamp in ns as seconds: six decimals, rounded, or nine. */
public final class TimeText {
    private static final int SECONDS_WIDTH = 5;

    private TimeText() {}

    public static void append(long ns, boolean nanoseconds, TextBuffer out) {
        if (ns < 0 || ns > Long.MAX_VALUE - 500) {
            late(ns, nanoseconds, out);
        } else if (nanoseconds) {
            append(ns / 1_000_000_000, (int) (ns % 1_000_000_000), 9, out);
        } else {
            long micros = (ns + 500) / 1000;
            append(micros / 1_000_000, (int) (micros % 1_000_000), 6, out);
        }
    }

    /** After 292 years the sign bit counts, which divisions take longer for. */
    private static void late(long ns, boolean nanoseconds, TextBuffer out) {
        long parts = nanoseconds ? ns : Long.divideUnsigned(ns + 500, 1000);
        long second = nanoseconds ? 1_000_000_000 : 1_000_000;
        int rest = (int) Long.remainderUnsigned(parts, second);
        append(Long.divideUnsigned(parts, second), rest, nanoseconds ? 9 : 6, out);
    }

    private static void append(long seconds, int rest, int digits, TextBuffer out) {
        int from = out.length();
        out.unsigned(seconds).alignRight(from, SECONDS_WIDTH, ' ').append('.').fraction(rest, digits);
    }
}
