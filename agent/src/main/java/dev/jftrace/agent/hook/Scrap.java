package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentRecord;

/** Memory for records that nobody reads; the process's own, so that it outlives every buffer. */
final class Scrap {
    private static final int CACHE_LINE = 64;
    private static final int LINES = 64;

    private static final long MEMORY =
            Hook.UNSAFE.allocateMemory((LINES + 1) * CACHE_LINE) + CACHE_LINE - 1 & -CACHE_LINE;

    /** Bytes that a thread which nobody records fills before it looks again. */
    static final int WASTE = 4096;

    private static volatile long wastes;

    private Scrap() {}

    /** Room for one {@link AgentRecord}, on a cache line that few threads share. */
    static long of(long javaThread) {
        return MEMORY + (javaThread & LINES - 1) * CACHE_LINE;
    }

    /** Room for {@link #WASTE} bytes, shared by few threads; the first that is made stays, as the process's own. */
    static long waste(long javaThread) {
        if (wastes == 0) {
            makeWastes();
        }
        return wastes + (javaThread & LINES - 1) * WASTE;
    }

    private static synchronized void makeWastes() {
        if (wastes == 0) {
            wastes = Hook.UNSAFE.allocateMemory((long) LINES * WASTE);
        }
    }
}
