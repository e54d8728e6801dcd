package dev.jftrace.agent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Finds a thread's ring by {@code id & MASK}: a load and a compare, where a ThreadLocal costs twice that and runs code that may itself
 * be traced. Threads that share a slot are chained behind it.
 *
 * <p>A dead thread stays in its chain until a newcomer to the slot drops it, so at most one dead thread per slot and only while no
 * other came is held: no more than {@link #MASK} + 1.
 */
final class RingTable {
    static final int MASK = 8191;

    /** Never holds null: an empty slot is a ring that nobody owns, which saves the hooks a test. */
    static final ThreadRing[] RINGS = new ThreadRing[MASK + 1];

    /** Stands in where no ring can be made; what is written through it is lost. */
    static final ThreadRing NOBODY = new ThreadRing(null, Session.current());

    /** The name of Unsafe's own compare-and-set of a reference changed after 11. */
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(ThreadRing[].class);

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
        ThreadRing head;
        do {
            head = RINGS[slot];
            ring.chained = living(head);
        } while (!SLOT.compareAndSet(RINGS, slot, head, ring));
        return ring;
    }

    /**
     * The chain from {@code ring} on without the dead. Rings are only ever put in front, so threads that prune the same chain at once
     * can at worst leave a dead one in it.
     */
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
