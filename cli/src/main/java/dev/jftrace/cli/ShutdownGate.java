package dev.jftrace.cli;

import dev.jftrace.record.StopRequest;
import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl-C end a recording in order: the JVM goes down only when the main thread has written the trace, and put the kernel's
 * settings back.
 */
final class ShutdownGate {
    private static final CountDownLatch DONE = new CountDownLatch(1);

    private ShutdownGate() {}

    /** On a signal: asks the recording to end, and waits for the trace to be written. To be called before anything is changed. */
    static void hold(StopRequest stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndAwait(stop), "jftrace-shutdown"));
    }

    private static void endAndAwait(StopRequest stop) {
        try {
            if (DONE.getCount() > 0) {
                stop.ask();
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
