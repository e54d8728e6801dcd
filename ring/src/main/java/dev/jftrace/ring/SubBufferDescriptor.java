package dev.jftrace.ring;

/**
 * The commit word of a sub-buffer, which is a length and two flags; {@link SubBufferLayout} says where it stands.
 *
 * <pre>
 *   31   30   29  27 26                                 0
 *  +----+----+------+------------------------------------+
 *  |lost|kept|  0   | bytes of events after the header   |
 *  +----+----+------+------------------------------------+
 * </pre>
 *
 * "lost": events were lost between the sub-buffer before and this one. "kept": how many is known, and stands as one
 * more word of the commit's size (4 or 8 bytes) right behind the events. An 8-byte commit has nothing in its upper
 * half.
 */
public final class SubBufferDescriptor {
    /** u64, the time that the first event's delta counts from. */
    public static final int TIMESTAMP_OFFSET = 0;

    public static final int COMMIT_MASK = (1 << 27) - 1;
    public static final int MISSED_EVENTS = 1 << 31;
    public static final int MISSED_STORED = 1 << 30;

    private SubBufferDescriptor() {}
}
