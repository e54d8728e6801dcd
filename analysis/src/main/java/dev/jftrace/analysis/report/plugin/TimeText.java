package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.TextBuffer;

/** A time stamp in ns as seconds: six decimals, rounded, or nine. */
public final class TimeText {
    private static final int SECONDS_WIDTH = 5;

    private TimeText() {}

    public static void append(long ns, boolean nanoseconds, TextBuffer out) {
        long parts = nanoseconds ? ns : Long.divideUnsigned(ns + 500, 1000);
        long second = nanoseconds ? 1_000_000_000 : 1_000_000;
        int from = out.length();
        out.unsigned(Long.divideUnsigned(parts, second)).alignRight(from, SECONDS_WIDTH, ' ');
        out.append('.').unsigned(Long.remainderUnsigned(parts, second), nanoseconds ? 9 : 6);
    }
}
