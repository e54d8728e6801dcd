package dev.jftrace.agent.hook;

/**
 * Finds a thread's ring by {@code id & MASK}: a load and a compare, where a ThreadLocal costs twice that and runs code
 * that may itself be traced. Threads that share a slot are chained behind it.
 *
 * <p>A dead thread stays in its chain until a newcomer to the slot drops it, so at most one dead thread per slot and
 * only while no other came is held: no more than {@link #MASK} + 1.
 */
final class RingTable {
    static final int MASK = 8191;

    /** Never holds null: an empty slot is a ring that nobody owns, which saves the hooks a test. */
    static final ThreadRing[] RINGS = new ThreadRing[MASK + 1];

    /** Stands in where no ring can be made; what is written through it is lost. */
    static final ThreadRing NOBODY = new ThreadRing(null);

    private static final int MOST_LOOKS = 1000;

    /** One thread at a time adds a ring. Not a VarHandle on the table: that calls code which may itself be traced. */
    private static final Word ADDING = new Word();

    private static final Word KNOCKS = new Word();

    private static final long VALUE = Hook.UNSAFE.objectFieldOffset(Word.class, "value");

    static {
        for (int i = 0; i < RINGS.length; i++) {
            RINGS[i] = NOBODY;
        }
    }

    private RingTable() {}

    private static final class Word {
        int value;
    }

    /** The ring of the running carrier; made when it has none. */
    static ThreadRing find(Thread owner) {
        int slot = (int) Hook.UNSAFE.getLong(owner, Hook.THREAD_ID) & MASK;
        for (ThreadRing ring = RINGS[slot]; ring != null; ring = ring.chained) {
            if (ring.owner == owner) {
                return ring;
            }
        }
        try {
            return add(new ThreadRing(owner), slot);
        } catch (Throwable outOfMemoryOrStack) {
            return NOBODY;
        }
    }

    private static ThreadRing add(ThreadRing ring, int slot) {
        lock();
        try {
            Session session = Session.current();
            for (ThreadRing each = RINGS[slot]; each != null; each = each.chained) {
                sealIfDead(each, session);
            }
            ring.chained = living(RINGS[slot]);
            Hook.UNSAFE.storeFence();
            RINGS[slot] = ring;
            Hook.UNSAFE.storeFence();
        } finally {
            ADDING.value = 0; // a plain store: a call could fail for want of stack, and leave it taken for ever
        }
        return ring;
    }

    private static void lock() {
        while (!Hook.UNSAFE.compareAndSetInt(ADDING, VALUE, 0, 1)) {
            Thread.onSpinWait();
        }
    }

    /** The chain from {@code ring} on without the dead, which nobody looks for any more. */
    private static ThreadRing living(ThreadRing ring) {
        ThreadRing first = ring;
        while (first != null && !first.isLive()) {
            first = first.chained;
        }
        for (ThreadRing at = first; at != null; at = at.chained) {
            while (at.chained != null && !at.chained.isLive()) {
                at.chained = at.chained.chained;
            }
        }
        return first;
    }

    /** Whoever makes or seals a ring waits meanwhile: those are not busy in the sense of {@link #awaitQuiet}. */
    static void whileNoRingComes(Runnable what) {
        lock();
        try {
            what.run();
        } finally {
            ADDING.value = 0;
        }
    }

    /** Hands over the sub-buffers of threads that have ended; where no recorder does, nobody else would. */
    static void sealDead() {
        Session session = Session.current();
        lock();
        try {
            for (ThreadRing slot : RINGS) {
                for (ThreadRing ring = slot; ring != null; ring = ring.chained) {
                    sealIfDead(ring, session);
                }
            }
        } finally {
            ADDING.value = 0;
        }
    }

    private static void sealIfDead(ThreadRing ring, Session session) {
        if (session != null && ring.owner != null && !ring.owner.isAlive()) {
            ring.sealDead(session);
        }
    }

    /** Changes with every {@link #knock}. */
    static int knocks() {
        return Hook.UNSAFE.getIntVolatile(KNOCKS, VALUE);
    }

    /** Sends every thread, at its next hook, to look at what it may write and where. */
    static void knock() {
        Hook.UNSAFE.getAndAddInt(KNOCKS, VALUE, 1);
        Hook.UNSAFE.fullFence();
        for (ThreadRing slot : RINGS) {
            for (ThreadRing ring = slot; ring != null; ring = ring.chained) {
                ring.end = 0;
            }
        }
        Hook.UNSAFE.fullFence();
    }

    /**
     * Waits until every hook that began before the last {@link #knock} has ended. A stack trace of all threads stops them all: what
     * they stored is seen, and what they read afterwards is new. Stack traces alone would not tell, as a carrier's shows nothing of
     * the virtual thread upon it.
     *
     * @return false where a thread did not leave its hook: a debugger holds it, or it ran out of stack there and came to no other
     */
    static boolean awaitQuiet() throws InterruptedException {
        for (int look = 0; look < MOST_LOOKS; look++) {
            Thread.getAllStackTraces();
            if (!isAnyBusy()) {
                return true;
            }
            Thread.sleep(1);
        }
        return false;
    }

    private static boolean isAnyBusy() {
        for (ThreadRing slot : RINGS) {
            for (ThreadRing ring = slot; ring != null; ring = ring.chained) {
                if (ring.busy && ring.answered != KNOCKS.value && ring.isLive()) {
                    return true;
                }
            }
        }
        return false;
    }
}
