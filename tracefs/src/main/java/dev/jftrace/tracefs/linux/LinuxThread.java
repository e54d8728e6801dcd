package dev.jftrace.tracefs.linux;

import java.io.IOException;
import java.lang.foreign.Arena;

/** Threads of this process, as the kernel sees them. */
public final class LinuxThread {
    private static final int SCHED_FIFO = 1;

    private LinuxThread() {}

    /** Gives the calling thread a real-time priority (SCHED_FIFO). @param priority 1 to 99 */
    public static void setRealTimePriority(int priority) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls.setScheduler(SystemCalls.state(arena), SCHED_FIFO, priority);
        }
    }

    /**
     * Says how much a thread leaves to others.
     *
     * @param thread its id, as below {@code /proc/self/task}
     * @param niceness 0, which is usual, to 19; to make it less than it is needs CAP_SYS_NICE
     */
    public static void setNiceness(int thread, int niceness) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls.setPriority(SystemCalls.state(arena), thread, niceness);
        }
    }
}
