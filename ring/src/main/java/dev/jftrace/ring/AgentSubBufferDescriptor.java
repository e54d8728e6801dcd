package dev.jftrace.ring;

/**
 * One sub-buffer of an {@linkplain AgentBufferDescriptor agent buffer}: 128 bytes of header, then records of
 * {@link AgentRecord#LENGTH} bytes, one writing thread at a time. Little endian.
 *
 * <pre>
 *  0        4        8        12       16       20       24       28       32       36       40       44       48
 *  +--------+--------+--------+--------+--------+--------+--------+--------+--------+--------+--------+--------+
 *  | state  |  tid   |    sequence     |      lost       |   Java thread   | lowest |generatn|     made        |
 *  +--------+--------+--------+--------+--------+--------+--------+--------+--------+--------+--------+--------+
 *  |       clock pair: counter, ns, width       |   0    | events |        zero up to 128
 *  +--------+--------+--------+--------+--------+--------+--------+
 * </pre>
 *
 * A writer takes a sub-buffer by changing its state from {@link #FREE} to {@link #OWNED} in one compare-and-set, fills the
 * header, and stores {@link #FULL} when it leaves it; then the first stamp of zero ends the records. Whoever wants a full one
 * for himself (a recorder to copy it, a writer in overwrite mode, a reset) changes it to {@link #CLAIMED} in one
 * compare-and-set; a recorder that is the only one to take full ones (no overwrite mode, no reset) may go without. What is given
 * back is zeroed, the sequence first, and then stored {@link #FREE}: so a stamp that is not zero is a complete record.
 */
public final class AgentSubBufferDescriptor {
    public static final int FREE = 0;
    public static final int OWNED = 1;
    public static final int FULL = 2;
    public static final int CLAIMED = 3;

    public static final int STATE_OFFSET = 0;

    /** u32, the Linux thread id of the writer (of the carrier, where a virtual thread is mounted). */
    public static final int TID_OFFSET = STATE_OFFSET + Integer.BYTES;

    /** u64, counts this thread's sub-buffers from 1; stored last (release), so that zero means: header not complete yet. */
    public static final int SEQUENCE_OFFSET = TID_OFFSET + Integer.BYTES;

    /** u64, records that this thread lost between its sub-buffer before and this one. */
    public static final int LOST_OFFSET = SEQUENCE_OFFSET + Long.BYTES;

    /** u64, {@code Thread.getId()} of the writing platform thread: tells apart two threads that got one tid. */
    public static final int JAVA_THREAD_OFFSET = LOST_OFFSET + Long.BYTES;

    /** u32, the fewest calls that were open on the thread while the lost records were; means nothing where none was lost. */
    public static final int LOWEST_DEPTH_OFFSET = JAVA_THREAD_OFFSET + Long.BYTES;

    /** u32, the buffer's generation when this was taken. */
    public static final int GENERATION_OFFSET = LOWEST_DEPTH_OFFSET + Integer.BYTES;

    /** u64, records that the thread made before this sub-buffer, written or lost: a reader sees how many are missing. */
    public static final int MADE_OFFSET = GENERATION_OFFSET + Integer.BYTES;

    /** A {@linkplain ClockPairDescriptor clock pair} of when this was taken; zero where stamps are ns. */
    public static final int CLOCK_PAIR_OFFSET = MADE_OFFSET + Long.BYTES;

    /** u32, records of calls in a full sub-buffer: those that tell of no call do not count. */
    public static final int EVENTS_OFFSET = CLOCK_PAIR_OFFSET + ClockPairDescriptor.LENGTH;

    public static final int HEADER_LENGTH = 128;

    private AgentSubBufferDescriptor() {}
}
