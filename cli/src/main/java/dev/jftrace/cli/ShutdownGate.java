package dev.jftrace.cli;

import dev.jftrace.record.jvm.TracedJvms;
import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl-C end a recording in order: the JVM goes down only when the main thread has written the trace.
 */
final class ShutdownGate {
    private static final CountDownLatch DONE = new CountDownLatch(1);

    private ShutdownGate() {}

    /** On a signal: ends the recording if it does not end by itself, and waits for the trace to be written. */
    static void hold(TracedJvms jvms) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndAwait(jvms), "jftrace-shutdown"));
    }

    private static void endAndAwait(TracedJvms jvms) {
        try {
            if (DONE.getCount() > 0) {
                jvms.end();
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
