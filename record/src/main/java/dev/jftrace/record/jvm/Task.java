package dev.jftrace.record.jvm;

/**
 * A thread of the traced program with its open calls.
 *
 * @param pid the Linux thread id, or the made one of a virtual thread
 */
record Task(int pid, CallStack calls) {
    Task(int pid) {
        this(pid, new CallStack());
    }
}
