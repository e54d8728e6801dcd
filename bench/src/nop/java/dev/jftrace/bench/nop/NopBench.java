package dev.jftrace.bench.nop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Calls a chain of small methods, first while somebody may trace them; makes a file {@code ready}, waits for a file {@code go}, and then times
 * the calls: prints ns of processor time per call, median, least and most of the second half of the batches. Argument: the files' folder.
 */
public final class NopBench {
    private static final int TOP_CALLS = 400_000;
    private static final int DEPTH = 10;
    private static final int BEFORE = 20;
    private static final int BATCHES = 60;

    private int sum;

    private NopBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        NopBench bench = new NopBench();
        bench.batches(BEFORE);
        Files.createFile(folder.resolve("ready"));
        while (!Files.exists(folder.resolve("go"))) {
            bench.batches(1);
        }
        double[] nanos = bench.batches(BATCHES);
        double[] settled = Arrays.copyOfRange(nanos, BATCHES / 2, BATCHES);
        Arrays.sort(settled);
        System.out.printf("%.3f %.3f %.3f%n", settled[settled.length / 2], settled[0], settled[settled.length - 1]);
    }

    private double[] batches(int count) {
        double[] nanos = new double[count];
        for (int batch = 0; batch < count; batch++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < TOP_CALLS; i++) {
                monitored(DEPTH);
            }
            nanos[batch] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)
                    / (double) (TOP_CALLS * DEPTH);
        }
        return nanos;
    }

    /** Work enough that a few ns more would show, and no more. */
    private int monitored(int depth) {
        sum = sum * 31 + depth;
        if (depth > 1) {
            return monitored(depth - 1) + 1;
        }
        return sum;
    }

    /** What is traced where {@link #monitored} is not selected. */
    static final class Other {
        private Other() {}

        static int traced(int value) {
            return value * 31 + 1;
        }
    }
}
