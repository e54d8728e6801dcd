package dev.jftrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Times batches of ten-deep calls and prints ns per call: median, least and most of the second half of the batches.
 * Arguments: {@code traced} or {@code floor FILE}.
 */
public final class MooBench {
    private static final int DEPTH = 10;
    private static final int TOP_CALLS = 100_000;
    private static final int BATCHES = 30;

    private MooBench() {}

    public static void main(String[] args) throws IOException {
        double[] nanos = args[0].equals("floor") ? floor(Path.of(args[1])) : traced();
        double[] settled = Arrays.copyOfRange(nanos, BATCHES / 2, BATCHES);
        Arrays.sort(settled);
        System.out.printf("%.2f %.2f %.2f%n", settled[settled.length / 2], settled[0], settled[settled.length - 1]);
    }

    private static double[] traced() {
        MonitoredCall call = new MonitoredCall();
        double[] nanos = new double[BATCHES];
        for (int batch = 0; batch < BATCHES; batch++) {
            long start = System.nanoTime();
            for (int i = 0; i < TOP_CALLS; i++) {
                call.monitored(0, DEPTH);
            }
            nanos[batch] = (System.nanoTime() - start) / (double) (TOP_CALLS * DEPTH);
        }
        return nanos;
    }

    private static double[] floor(Path file) throws IOException {
        FloorCall call = new FloorCall(file);
        double[] nanos = new double[BATCHES];
        for (int batch = 0; batch < BATCHES; batch++) {
            long start = System.nanoTime();
            for (int i = 0; i < TOP_CALLS; i++) {
                call.monitored(0, DEPTH);
            }
            nanos[batch] = (System.nanoTime() - start) / (double) (TOP_CALLS * DEPTH);
        }
        return nanos;
    }
}
