package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentRecord;

/** Memory for records that nobody reads; the process's own, so that it outlives every buffer. */
final class Scrap {
    private static final int CACHE_LINE = 64;
    private static final int LINES = 64;

    private static final long MEMORY =
            Hook.UNSAFE.allocateMemory((LINES + 1) * CACHE_LINE) + CACHE_LINE - 1 & -CACHE_LINE;

    private Scrap() {}

    /** Room for one {@link AgentRecord}, on a cache line that few threads share. */
    static long of(long javaThread) {
        return MEMORY + (javaThread & LINES - 1) * CACHE_LINE;
    }
}
