package dev.jftrace.record.jvm;

/** How a call ended; the number is the {@code kind} field of a JVM's funcgraph_exit. */
enum ExitKind {
    RETURN,
    THROW,
    /** The call ended, but its exit was not seen: it was closed when its caller exited. */
    UNSEEN
}
