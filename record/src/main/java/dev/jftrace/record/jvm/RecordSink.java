package dev.jftrace.record.jvm;

/** Takes a traced JVM's records, one thread's in the order of time. */
interface RecordSink {
    /** @param stamp CLOCK_MONOTONIC ns, or the first word of a value; {@code info} is laid out as {@link dev.jftrace.ring.AgentRecord} says */
    void accept(AgentThread thread, long stamp, long info);

    /**
     * {@code count} records of this thread are missing before the next one.
     *
     * @param lowestDepth the fewest calls that were open meanwhile, as the hook counts
     */
    void lost(AgentThread thread, long count, int lowestDepth);

    /** {@code count} records of this thread are missing before the next one, as newer ones were written over them. */
    void overrun(AgentThread thread, long count);
}
