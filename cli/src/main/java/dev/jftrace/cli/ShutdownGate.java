package dev.jftrace.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl-C end a recording in order: the JVM goes down only when the main thread has written the trace.
 */
final class ShutdownGate {
    private static final CountDownLatch DONE = new CountDownLatch(1);

    private ShutdownGate() {}

    /** On a signal: ends the recorded command if it does not end by itself, and waits for the trace to be written. */
    static void hold(Process command) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndAwait(command), "jftrace-shutdown"));
    }

    private static void endAndAwait(Process command) {
        try {
            if (DONE.getCount() > 0 && !command.waitFor(1, java.util.concurrent.TimeUnit.SECONDS)) {
                command.destroy();
            }
            DONE.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The trace is written: nothing keeps the JVM from going down. */
    static void open() {
        DONE.countDown();
    }
}
