package dev.jftrace.cli;

import java.io.PrintStream;

/** Tells how far a long command is, where somebody watches: nothing in the first second, then twice a second. */
final class Progress {
    private static final long FIRST_NANOS = 1_000_000_000;
    private static final long STEP_NANOS = 500_000_000;

    /** How many events pass between two looks at the clock. */
    private static final int STRIDE = 1 << 14;

    private final PrintStream err;
    private long events;
    private long next = System.nanoTime() + FIRST_NANOS;
    private boolean shown;

    /** @param err null for none */
    Progress(PrintStream err) {
        this.err = err;
    }

    /** One event more was read. */
    void event() {
        if (++events % STRIDE == 0) {
            look();
        }
    }

    /** As many were. */
    void events(long more) {
        boolean stride = events % STRIDE + more >= STRIDE;
        events += more;
        if (stride) {
            look();
        }
    }

    private void look() {
        if (err != null && System.nanoTime() - next >= 0) {
            next = System.nanoTime() + STEP_NANOS;
            shown = true;
            err.printf("\rjftrace: %,d events read", events);
            err.flush();
        }
    }

    /** Takes the line away. */
    void end() {
        if (shown) {
            err.print("\r\033[K");
            err.flush();
            shown = false;
        }
    }
}
