package dev.jftrace.tracefs.linux;

import java.io.IOException;
import java.lang.foreign.Arena;

/** The calling thread, as the kernel sees it. */
public final class LinuxThread {
    private static final int SCHED_FIFO = 1;

    private LinuxThread() {}

    /** Gives it a real-time priority (SCHED_FIFO). @param priority 1 to 99 */
    public static void setRealTimePriority(int priority) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls.setScheduler(SystemCalls.state(arena), SCHED_FIFO, priority);
        }
    }
}
