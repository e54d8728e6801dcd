package dev.jftrace.agent.hook;

/** Which threads are recorded ({@code set_ftrace_pid}): asked in a slow path, when a thread begins or was renamed. */
public interface ThreadFilter {
    /**
     * @param tid as Linux numbers it
     * @param name as Java has it
     */
    boolean wants(int tid, String name);
}
