package dev.jftrace.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Ten-deep calls by several threads at once; prints ns of processor time per call, middle, least and most of the second half of the rounds.
 * Arguments: {@code platform} or {@code virtual}, number of threads, top calls of a thread in a round.
 */
public final class ThreadsBench {
    private static final int DEPTH = 10;
    private static final int ROUNDS = 12;

    private ThreadsBench() {}

    public static void main(String[] args) throws InterruptedException {
        int threads = Integer.parseInt(args[1]);
        int topCalls = Integer.parseInt(args[2]);
        ThreadFactory factory = args[0].equals("virtual") ? ThreadsBench::virtual : Thread::new;
        double[] nanos = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            nanos[round] = time(factory, threads, topCalls) / ((double) threads * topCalls * DEPTH);
        }
        double[] settled = Arrays.copyOfRange(nanos, ROUNDS / 2, ROUNDS);
        Arrays.sort(settled);
        System.out.printf("%.2f %.2f %.2f%n", settled[settled.length / 2], settled[0], settled[settled.length - 1]);
    }

    /** Found by name, as this class is compiled for JDKs that have none. */
    private static Thread virtual(Runnable task) {
        try {
            return (Thread) Class.forName("java.lang.Thread$Builder")
                    .getMethod("unstarted", Runnable.class)
                    .invoke(Thread.class.getMethod("ofVirtual").invoke(null), task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no virtual threads in this JDK", e);
        }
    }

    private static long time(ThreadFactory factory, int threads, int topCalls) throws InterruptedException {
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            all[i] = factory.newThread(() -> {
                MonitoredCall call = new MonitoredCall();
                for (int n = 0; n < topCalls; n++) {
                    call.monitored(0, DEPTH);
                }
            });
        }
        long start = processTime();
        for (Thread thread : all) {
            thread.start();
        }
        for (Thread thread : all) {
            thread.join(TimeUnit.MINUTES.toMillis(5));
        }
        return processTime() - start;
    }

    /** Of all processors, ns: what other work does on the machine is not in it. */
    private static long processTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
