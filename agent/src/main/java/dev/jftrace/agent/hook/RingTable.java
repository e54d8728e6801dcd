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
    static final ThreadRing NOBODY = new ThreadRing(null, Session.current());

    /** One thread at a time adds a ring. Not a VarHandle on the table: that calls code which may itself be traced. */
    private static final Claim ADDING = new Claim();

    private static final long TAKEN = Hook.UNSAFE.objectFieldOffset(Claim.class, "taken");

    static {
        for (int i = 0; i < RINGS.length; i++) {
            RINGS[i] = NOBODY;
        }
    }

    private RingTable() {}

    /** The ring of the running carrier; made when it has none. */
    static ThreadRing find(Thread owner) {
        int slot = (int) Hook.UNSAFE.getLong(owner, Hook.THREAD_ID) & MASK;
        for (ThreadRing ring = RINGS[slot]; ring != null; ring = ring.chained) {
            if (ring.owner == owner) {
                return ring;
            }
        }
        try {
            return add(new ThreadRing(owner, Session.current()), slot);
        } catch (Throwable outOfMemoryOrStack) {
            return NOBODY;
        }
    }

    private static ThreadRing add(ThreadRing ring, int slot) {
        while (!Hook.UNSAFE.compareAndSetInt(ADDING, TAKEN, 0, 1)) {
            Thread.onSpinWait();
        }
        try {
            ring.chained = living(RINGS[slot]);
            Hook.UNSAFE.storeFence();
            RINGS[slot] = ring;
            Hook.UNSAFE.storeFence();
        } finally {
            ADDING.taken = 0; // a plain store: a call could fail for want of stack, and leave it taken for ever
        }
        return ring;
    }

    private static final class Claim {
        int taken;
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
}
