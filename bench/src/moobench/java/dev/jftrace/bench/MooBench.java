package dev.jftrace.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Times batches of ten-deep calls and prints ns of the thread's processor time per call: median, least and most of the second half of the batches.
 * Arguments: {@code traced}, {@code floor FILE} or {@code tsc-floor FILE}.
 */
public final class MooBench {
    private static final int DEPTH = 10;
    private static final int TOP_CALLS = 100_000;
    private static final int BATCHES = 30;

    private MooBench() {}

    /** What is timed: a call that goes ten deep. */
    private interface Call {
        long monitored(long methodTime, int depth);
    }

    public static void main(String[] args) throws IOException {
        double[] nanos = time(call(args));
        double[] settled = Arrays.copyOfRange(nanos, BATCHES / 2, BATCHES);
        Arrays.sort(settled);
        System.out.printf("%.2f %.2f %.2f%n", settled[settled.length / 2], settled[0], settled[settled.length - 1]);
    }

    private static Call call(String[] args) throws IOException {
        switch (args[0]) {
            case "floor":
                return new FloorCall(Path.of(args[1]))::monitored;
            case "tsc-floor":
                return new TscFloorCall(Path.of(args[1]))::monitored;
            default:
                return new MonitoredCall()::monitored;
        }
    }

    private static double[] time(Call call) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] nanos = new double[BATCHES];
        for (int batch = 0; batch < BATCHES; batch++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < TOP_CALLS; i++) {
                call.monitored(0, DEPTH);
            }
            nanos[batch] = (threads.getCurrentThreadCpuTime() - start) / (double) (TOP_CALLS * DEPTH);
        }
        return nanos;
    }
}
