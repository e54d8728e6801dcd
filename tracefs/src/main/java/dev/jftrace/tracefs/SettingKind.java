package dev.jftrace.tracefs;

/**
 * What a control file is a setting of, in the order in which settings are put back: nothing traces while filters change, and what
 * uses something goes before it.
 */
enum SettingKind {
    /** {@code current_tracer}: nop first; the tracer that was there comes back at {@link #TRACER}. */
    STOP,
    /** {@code set_event}: which events are on. */
    EVENTS,
    TRIGGER,
    EVENT_FILTER,
    /** {@code set_ftrace_filter} and its like. */
    FUNCTIONS,
    PIDS,
    /** {@code dynamic_events} and its like: those that were not there. */
    DYNAMIC_EVENTS,
    OPTIONS,
    CLOCK,
    /** Before {@link #SIZE}: a buffer keeps its size only roughly when its sub-buffers get another. */
    SUB_BUFFER,
    SIZE,
    /** A file that holds one value. */
    VALUE,
    SNAPSHOT,
    TRACER,
    TRACING_ON,
    /** An instance that was not there. */
    INSTANCE
}
