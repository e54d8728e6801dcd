package dev.jftrace.record;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** That a recording is to end, asked for by any thread: on Ctrl-C by the one that handles the signal. */
public final class StopRequest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile long askedAt;

    public void ask() {
        askedAt = System.nanoTime();
        asked.countDown();
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Whether it was asked for so long ago. */
    boolean isOlderThan(long nanoseconds) {
        return isAsked() && System.nanoTime() - askedAt > nanoseconds;
    }

    /** Waits so long at most. */
    public void await(long milliseconds) throws InterruptedException {
        asked.await(milliseconds, TimeUnit.MILLISECONDS);
    }
}
