package dev.jftrace.analysis.report;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/**
 * The column of {@code --ts-diff}: the time since the event shown before, in us where six decimals are shown,
 * else in ns.
 */
final class TimeDifference {
    private static final int WIDTH = 8;

    private final boolean nanoseconds;
    private long last;

    TimeDifference(boolean nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    void append(TraceEvent event, TextBuffer out) {
        long now = nanoseconds ? event.timestamp() : Long.divideUnsigned(event.timestamp() + 500, 1000);
        out.append(' ');
        int from = out.length();
        if (last != 0) {
            out.append("(+").decimal(now - last).append(')');
        }
        out.alignLeft(from, WIDTH);
        last = now;
    }
}
