package dev.jftrace.bench.hooks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Calls one of the functions of {@link Shapes} again and again and prints ns of processor time per call: median, least and most of the second
 * half of the batches. Arguments: {@code number}, {@code text}, {@code object} or {@code none}; {@code below} to call it below a graph function.
 */
public final class HookBench {
    private static final int CALLS = 500_000;
    private static final int BATCHES = 30;

    private HookBench() {}

    public static void main(String[] arguments) {
        Shapes shapes = new Shapes(arguments[0]);
        boolean below = arguments.length > 1;
        double[] nanos = new double[BATCHES];
        long sum = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            sum += below ? shapes.graphFunction(CALLS) : shapes.calls(CALLS);
            nanos[batch] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / (double) CALLS;
        }
        double[] settled = Arrays.copyOfRange(nanos, BATCHES / 2, BATCHES);
        Arrays.sort(settled);
        System.out.printf("%.2f %.2f %.2f%n", settled[settled.length / 2], settled[0], settled[settled.length - 1]);
        if (sum == 1) {
            System.out.println(sum);
        }
    }
}
