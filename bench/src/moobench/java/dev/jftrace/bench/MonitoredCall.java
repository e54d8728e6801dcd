package dev.jftrace.bench;

/** MooBench's method: calls itself {@code depth} times over, and only the last call works: two reads of the clock. */
final class MonitoredCall {
    long monitored(long methodTime, int depth) {
        if (depth > 1) {
            return monitored(methodTime, depth - 1);
        }
        long end = System.nanoTime() + methodTime;
        long now;
        do {
            now = System.nanoTime();
        } while (now < end);
        return now;
    }
}
