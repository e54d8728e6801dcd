package dev.jftrace.ring;

/**
 * One sub-buffer of an {@linkplain AgentBufferDescriptor agent buffer}: 64 bytes of header, then records of
 * {@link AgentRecord#LENGTH} bytes, one writing thread at a time. Little endian.
 *
 * <pre>
 *  0        4        8        12       16       20       24       28       32       36           64
 *  +--------+--------+--------+--------+--------+--------+--------+--------+--------+-- ... -----+
 *  | state  |  tid   |    sequence     |      lost       |   Java thread   | lowest |  reserved  | records ...
 *  +--------+--------+--------+--------+--------+--------+--------+--------+--------+-- ... -----+
 * </pre>
 *
 * A writer takes a sub-buffer by changing its state from {@link #FREE} to {@link #OWNED} in one compare-and-set, fills the
 * header, and stores {@link #FULL} when no record fits any more. The recorder, once it read a full one (or one whose thread is
 * gone), zeroes the records and the header and stores {@link #FREE}: so a stamp that is not zero is a complete record.
 */
public final class AgentSubBufferDescriptor {
    public static final int FREE = 0;
    public static final int OWNED = 1;
    public static final int FULL = 2;

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

    public static final int HEADER_LENGTH = 64;

    private AgentSubBufferDescriptor() {}
}
