package dev.jftrace.bench.macro;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Runs a load until its thread has used {@code WARM} seconds of processor time, then for {@code MEASURED} more. Prints on standard error, behind
 * "macro": operations in all, then us per operation while it was measured: of the thread's processor time (median of the rounds, a tenth,
 * nine tenths), of the process's processor time, and of time that passed. Arguments: H2 or Lucene, WARM, MEASURED.
 */
public final class Macro {
    private static final double NS_PER_US = 1000;

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Load load;
    private long operations;

    private Macro(Load load) {
        this.load = load;
    }

    public static void main(String[] arguments) throws Exception {
        try (Load load = arguments[0].equals("H2") ? new H2Load() : new LuceneLoad()) {
            Macro macro = new Macro(load);
            macro.run(Long.parseLong(arguments[1]));
            long cpu = macro.process.getProcessCpuTime();
            long wall = System.nanoTime();
            long before = macro.operations;
            double[] rounds = macro.run(Long.parseLong(arguments[2]));
            double done = (macro.operations - before) * NS_PER_US;
            double processUs = (macro.process.getProcessCpuTime() - cpu) / done;
            double wallUs = (System.nanoTime() - wall) / done;
            Arrays.sort(rounds);
            System.err.printf(
                    "macro %d %.2f %.2f %.2f %.2f %.2f%n",
                    macro.operations,
                    rounds[rounds.length / 2],
                    rounds[rounds.length / 10],
                    rounds[rounds.length * 9 / 10],
                    processUs,
                    wallUs);
        }
        System.exit(0);
    }

    /** us of this thread's processor time per operation, for each round. */
    private double[] run(long seconds) throws Exception {
        double[] rounds = new double[1 << 10];
        int count = 0;
        long start = threadTime();
        long last = start;
        while (last - start < TimeUnit.SECONDS.toNanos(seconds)) {
            load.round();
            long now = threadTime();
            if (count == rounds.length) {
                rounds = Arrays.copyOf(rounds, 2 * count);
            }
            rounds[count++] = (now - last) / (NS_PER_US * load.operations());
            operations += load.operations();
            last = now;
        }
        return Arrays.copyOf(rounds, count);
    }

    private static long threadTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
