package dev.jftrace.analysis.report;

import dev.jftrace.event.TextBuffer;

/** Average, longest and shortest of many latencies; ns, unsigned. */
final class LatencySummary {
    private static final long SECOND = 1_000_000_000;

    private long count;
    private long total;
    private long longest;
    private long longestAt;
    private long shortest = -1;
    private long shortestAt;

    long count() {
        return count;
    }

    void add(long latency, long at) {
        count++;
        total += latency;
        if (Long.compareUnsigned(latency, longest) > 0) {
            longest = latency;
            longestAt = at;
        }
        if (Long.compareUnsigned(latency, shortest) < 0) {
            shortest = latency;
            shortestAt = at;
        }
    }

    void append(TextBuffer out) {
        out.append("\nAverage wakeup latency: ");
        usecs(Long.divideUnsigned(total, count), out);
        out.append("\nMaximum Latency: ");
        usecs(longest, out);
        at(longestAt, out);
        out.append("Minimum Latency: ");
        usecs(shortest, out);
        at(shortestAt, out);
        out.append('\n');
    }

    static void usecs(long ns, TextBuffer out) {
        out.unsigned(Long.divideUnsigned(ns, 1000)).append('.').unsigned(Long.remainderUnsigned(ns, 1000), 3);
        out.append(" usecs");
    }

    private static void at(long time, TextBuffer out) {
        out.append(" at timestamp: ")
                .unsigned(Long.divideUnsigned(time, SECOND))
                .append('.');
        out.unsigned(Long.remainderUnsigned(time + 500, SECOND) / 1000, 6).append('\n');
    }
}
