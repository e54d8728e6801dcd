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
        long now = shown(event.timestamp());
        out.append(' ');
        int from = out.length();
        if (last != 0) {
            out.append("(+").decimal(now - last).append(')');
        }
        out.alignLeft(from, WIDTH);
        last = now;
    }

    /** As if the event shown before had been at that time; 0 if there was none. */
    void after(long timestamp) {
        last = timestamp == 0 ? 0 : shown(timestamp);
    }

    private long shown(long timestamp) {
        return nanoseconds ? timestamp : Long.divideUnsigned(timestamp + 500, 1000);
    }
}
