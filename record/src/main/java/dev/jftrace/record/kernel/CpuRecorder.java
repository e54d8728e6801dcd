package dev.jftrace.record.kernel;

import dev.jftrace.tracefs.buffer.CpuBuffer;
import dev.jftrace.tracefs.buffer.CpuBufferReader;
import dev.jftrace.tracefs.buffer.SpoolFile;
import dev.jftrace.tracefs.linux.LinuxThread;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A thread that takes the sub-buffers of one CPU as they become full, until it is told to stop; then it takes the rest. */
final class CpuRecorder {
    /** Sub-buffers are taken at least this often, however full the kernel wants its buffer before it says a word. */
    private static final int WAIT_MS = 50;

    private static final long PAUSE_NS = 1_000_000;
    private static final int WARM_UPS = 20_000;
    private static final int REHEARSALS = 3_000;
    private static final long WARM_UP_NS = 200_000_000;

    private final String name;
    private final CpuBuffer buffer;
    private final CpuBufferReader reader;
    private final SpoolFile spool;
    private final KernelSettings settings;
    private final Consumer<IOException> onFailure;
    private final Thread thread;
    private final CountDownLatch ready = new CountDownLatch(1);
    private boolean started;
    private volatile boolean stopping;
    private volatile IOException failure;

    /** @param name as {@code "CPU 1"} or {@code "CPU 1 of instance foo"} */
    CpuRecorder(
            String name,
            CpuBuffer buffer,
            CpuBufferReader reader,
            SpoolFile spool,
            KernelSettings settings,
            Consumer<IOException> onFailure) {
        this.name = name;
        this.buffer = buffer;
        this.reader = reader;
        this.spool = spool;
        this.settings = settings;
        this.onFailure = onFailure;
        this.thread =
                Thread.ofPlatform().daemon().name("jftrace-cpu" + buffer.cpu()).unstarted(this::run);
    }

    void start() {
        thread.start();
        started = true;
    }

    private void run() {
        try {
            if (settings.priority() > 0) {
                LinuxThread.setRealTimePriority(settings.priority());
            }
            warmUp();
            ready.countDown();
            while (!stopping) {
                if (reader.take() == 0) {
                    idle();
                }
            }
            reader.takeRest();
        } catch (IOException e) {
            failure = e;
            onFailure.accept(e);
        } finally {
            ready.countDown();
        }
    }

    /**
     * Looks at the empty buffer and rehearses until the JVM has compiled what it does: at first it is slower by far than what fills
     * a buffer.
     */
    private void warmUp() throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < WARM_UPS && System.nanoTime() - start < WARM_UP_NS && !stopping; i++) {
            if (i < REHEARSALS) {
                reader.rehearse();
                spool.clear();
            }
            reader.take();
            buffer.await(0);
        }
    }

    /** Until it would lose no time any more. */
    void awaitReady() throws InterruptedException {
        ready.await();
    }

    private void idle() throws IOException {
        if (settings.poll()) {
            LockSupport.parkNanos(settings.sleepMicros() * 1000L);
            return;
        }
        long start = System.nanoTime();
        if (!buffer.await(WAIT_MS) && System.nanoTime() - start < PAUSE_NS) {
            // A CPU that never was online has no buffer to wait for, and answers at once.
            LockSupport.parkNanos(WAIT_MS * PAUSE_NS);
        }
    }

    /** For when nothing is written any more. */
    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    void join() throws InterruptedException {
        thread.join();
    }

    /** Stops and closes, also where it never began. */
    void abandon() throws IOException {
        stop();
        while (started && thread.isAlive()) {
            LockSupport.parkNanos(PAUSE_NS);
        }
        close();
    }

    String name() {
        return name;
    }

    /** Why it ended early; null if it did not. */
    IOException failure() {
        return failure;
    }

    void close() throws IOException {
        reader.close();
    }
}
