package dev.jftrace.bench;

import java.util.Arrays;

/**
 * MooBench as it was published: each ten-deep call is timed by itself, of a million the second half counts. Prints its median, mean, 99th
 * percentile and most, in ns.
 */
public final class MooBenchOriginal {
    private static final int DEPTH = 10;
    private static final int TOP_CALLS = 1_000_000;
    private static final int PERCENTILE = 99;

    private MooBenchOriginal() {}

    public static void main(String[] args) {
        MonitoredCall call = new MonitoredCall();
        long[] nanos = new long[TOP_CALLS];
        for (int i = 0; i < TOP_CALLS; i++) {
            long start = System.nanoTime();
            call.monitored(0, DEPTH);
            nanos[i] = System.nanoTime() - start;
        }
        long[] settled = Arrays.copyOfRange(nanos, TOP_CALLS / 2, TOP_CALLS);
        Arrays.sort(settled);
        System.out.printf(
                "%d %.0f %d %d%n",
                settled[settled.length / 2],
                Arrays.stream(settled).average().orElse(0),
                settled[settled.length / 100 * PERCENTILE],
                settled[settled.length - 1]);
    }
}
