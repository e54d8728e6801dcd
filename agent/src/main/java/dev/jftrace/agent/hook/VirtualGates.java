package dev.jftrace.agent.hook;

/**
 * The gates (see {@link GatedHook}) of threads that are not mounted while they stand below a graph function. A gate of 0
 * is not kept, so the table holds the few virtual threads that wait inside one. Found by linear probing; one thread at
 * a time looks.
 */
final class VirtualGates {
    private static final int FIRST_SIZE = 64;
    private static final long TAKEN = Hook.UNSAFE.objectFieldOffset(Claim.class, "taken");
    private static final Claim LOOKING = new Claim();

    private static Thread[] threads = new Thread[FIRST_SIZE];
    private static int[] gates = new int[FIRST_SIZE];
    private static int used;

    private VirtualGates() {}

    private static final class Claim {
        int taken;
    }

    /** The ring's carrier runs another thread now. */
    static void switchTo(ThreadRing ring, Thread thread) {
        int before = ring.gate;
        Thread mounted = ring.gateOf;
        ring.gateOf = thread;
        ring.gate = 0;
        if (mounted == null && before == 0 && used == 0) {
            return;
        }
        while (!Hook.UNSAFE.compareAndSetInt(LOOKING, TAKEN, 0, 1)) {
            Thread.onSpinWait();
        }
        try {
            if (before != 0 && mounted != null) {
                put(mounted, before);
            }
            ring.gate = take(thread);
        } catch (Throwable outOfMemoryOrStack) {
            // the thread's calls go unrecorded until its next graph function
        } finally {
            LOOKING.taken = 0;
        }
    }

    /** None of them says anything any more. */
    static void forget() {
        while (!Hook.UNSAFE.compareAndSetInt(LOOKING, TAKEN, 0, 1)) {
            Thread.onSpinWait();
        }
        try {
            threads = new Thread[FIRST_SIZE];
            gates = new int[FIRST_SIZE];
            used = 0;
        } finally {
            LOOKING.taken = 0;
        }
    }

    private static void put(Thread thread, int gate) {
        if (2 * used >= threads.length) {
            grow();
        }
        int at = slot(thread);
        used += threads[at] == null ? 1 : 0;
        threads[at] = thread;
        gates[at] = gate;
    }

    /** A taken place keeps its thread, with gate 0, until the table grows: emptying it would cut the probes short. */
    private static int take(Thread thread) {
        int at = slot(thread);
        int gate = threads[at] == thread ? gates[at] : 0;
        gates[at] = 0;
        return gate;
    }

    private static int slot(Thread thread) {
        int mask = threads.length - 1;
        int at = (int) Hook.UNSAFE.getLong(thread, Hook.THREAD_ID) & mask;
        while (threads[at] != null && threads[at] != thread) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Keeps those with a gate; as large as before where few have one. */
    private static void grow() {
        Thread[] oldThreads = threads;
        int[] oldGates = gates;
        int live = 0;
        for (int gate : oldGates) {
            live += gate == 0 ? 0 : 1;
        }
        int size = 4 * live >= oldThreads.length ? 2 * oldThreads.length : oldThreads.length;
        Thread[] newThreads = new Thread[size];
        gates = new int[size];
        threads = newThreads;
        used = 0;
        for (int i = 0; i < oldThreads.length; i++) {
            if (oldGates[i] != 0) {
                int at = slot(oldThreads[i]);
                newThreads[at] = oldThreads[i];
                gates[at] = oldGates[i];
                used++;
            }
        }
    }
}
