package dev.jftrace.it.guest;

import java.util.concurrent.CountDownLatch;

/** Runs in the guest: waits for what another thread has, and for a collection, three times. */
public final class Waiter {
    private static final int TIMES = 3;
    private static final long HELD_MS = 200;
    private static final Object LOCK = new Object();

    private Waiter() {}

    public static void main(String[] words) throws InterruptedException {
        for (int i = 0; i < TIMES; i++) {
            CountDownLatch held = new CountDownLatch(1);
            Thread holder = new Thread(() -> hold(held), "holder");
            holder.start();
            held.await();
            enter();
            holder.join();
            collect();
        }
    }

    static void hold(CountDownLatch held) {
        synchronized (LOCK) {
            held.countDown();
            try {
                Thread.sleep(HELD_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static int enter() {
        synchronized (LOCK) {
            return LOCK.hashCode();
        }
    }

    static void collect() {
        System.gc();
    }
}
