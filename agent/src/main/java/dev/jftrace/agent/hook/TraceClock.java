package dev.jftrace.agent.hook;

import dev.jftrace.ring.ClockPairDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The clock of the records, chosen once: the time-stamp counter where this machine's kernel keeps its own time by it, this JVM can
 * read it, and both were seen to go alike; else CLOCK_MONOTONIC by System.nanoTime.
 *
 * <p>{@code -Djftrace.clock=mono} keeps to CLOCK_MONOTONIC.
 */
public final class TraceClock {
    /** ns that the counter and CLOCK_MONOTONIC may differ by, between two moments at which they were set equal. */
    private static final long MOST_RESIDUAL = 100;

    private static final Path CLOCK_SOURCE =
            Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    private static final int FIRST_RELEASE = 22;
    private static final int TRIES = 3;
    private static final int POINTS = 8;
    private static final long APART_NS = 300_000;
    private static final int READS_A_POINT = 16;
    private static final int READS_A_PAIR = 3;

    /** Until a method handle was called this often the JDK may still make code for it, which must not happen in a hook. */
    private static final int SETTLED = 1000;

    private static final TraceClock CHOSEN = choose();

    static final boolean TSC = CHOSEN.ticksPerNs != 0;

    private final double ticksPerNs;
    private final Pair start;
    private final String reason;

    private TraceClock(double ticksPerNs, Pair start, String reason) {
        this.ticksPerNs = ticksPerNs;
        this.start = start;
        this.reason = reason;
    }

    /** Not 0. The two branches are one after the JIT. */
    public static long now() {
        return TSC ? Tsc.read() : System.nanoTime();
    }

    /** Units of this clock in a stretch of time. */
    static long ticks(long nanos) {
        return TSC ? (long) (nanos * CHOSEN.ticksPerNs) : nanos;
    }

    /** {@code tsc}, or {@code mono} and why. */
    static String told() {
        return TSC ? "tsc" : "mono\t" + CHOSEN.reason;
    }

    /** Writes what both clocks show to a {@link ClockPairDescriptor} at an address; nothing where there is only one. */
    static void storePair(long at) {
        if (TSC) {
            Pair.read(READS_A_PAIR).store(at);
        }
    }

    /** Writes two pairs as far apart as can be: of when the clock was chosen, and of now. */
    static void storeFirstPairs(long at) {
        if (TSC) {
            CHOSEN.start.store(at);
            Pair.read(READS_A_POINT).store(at + ClockPairDescriptor.LENGTH);
        }
    }

    private static TraceClock choose() {
        String refused = refusal();
        for (int i = 0; refused == null && i < TRIES; i++) {
            try {
                TraceClock proven = prove();
                if (proven != null) {
                    return proven;
                }
            } catch (UnsupportedOperationException | LinkageError e) {
                refused = e.getCause() == null ? e.toString() : e.getCause().toString();
            }
        }
        return new TraceClock(0, null, refused == null ? "the TSC and CLOCK_MONOTONIC do not go alike" : refused);
    }

    /** Why the counter is not even tried; null where it is. */
    private static String refusal() {
        if ("mono".equals(System.getProperty("jftrace.clock"))) {
            return "asked for by jftrace.clock";
        }
        if (Runtime.version().feature() < FIRST_RELEASE) {
            return "the TSC needs Java " + FIRST_RELEASE + " or newer";
        }
        if (!"amd64".equals(System.getProperty("os.arch")) || !"Linux".equals(System.getProperty("os.name"))) {
            return "the TSC is read only on Linux on x86-64";
        }
        try {
            String source = new String(Files.readAllBytes(CLOCK_SOURCE)).trim();
            return source.equals("tsc") ? null : "the kernel's clock source is " + source;
        } catch (IOException e) {
            return "the kernel's clock source is not known: " + e;
        }
    }

    /** Null where a moment between the first and the last does not lie upon the line through the two. */
    private static TraceClock prove() {
        for (int i = 0; i < SETTLED; i++) {
            Tsc.read();
        }
        Pair[] points = new Pair[POINTS];
        for (int i = 0; i < POINTS; i++) {
            long begun = System.nanoTime();
            points[i] = Pair.read(READS_A_POINT);
            while (i < POINTS - 1 && System.nanoTime() - begun < APART_NS) {
                Thread.onSpinWait();
            }
        }
        Pair first = points[0];
        Pair last = points[POINTS - 1];
        double rate = (last.counter - first.counter) / (double) (last.time - first.time);
        for (Pair point : points) {
            double time = first.time + (point.counter - first.counter) / rate;
            if (!(Math.abs(time - point.time) < MOST_RESIDUAL)) {
                return null;
            }
        }
        return new TraceClock(rate, first, "");
    }

    /** What both clocks showed at one moment. */
    private static final class Pair {
        final long counter;
        final long time;
        final long width;

        private Pair(long counter, long time, long width) {
            this.counter = counter;
            this.time = time;
            this.width = width;
        }

        void store(long at) {
            Hook.UNSAFE.putLongVolatile(null, at + ClockPairDescriptor.TIME_OFFSET, 0);
            Hook.UNSAFE.putLong(at + ClockPairDescriptor.COUNTER_OFFSET, counter);
            Hook.UNSAFE.putInt(
                    at + ClockPairDescriptor.WIDTH_OFFSET, width > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) width);
            Hook.UNSAFE.putLongRelease(null, at + ClockPairDescriptor.TIME_OFFSET, time);
        }

        /** The narrowest of several: a thread may be stopped between two reads. */
        static Pair read(int times) {
            Pair best = null;
            for (int i = 0; i < times; i++) {
                long before = Tsc.read();
                long time = System.nanoTime();
                long width = Tsc.read() - before;
                if (best == null || width < best.width) {
                    best = new Pair(before + width / 2, time, width);
                }
            }
            return best;
        }
    }
}
