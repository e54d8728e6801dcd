package dev.jftrace.ring;

/**
 * The file that a traced JVM and its recorder both map: a header, then sub-buffers of equal size. Little endian.
 *
 * <pre>
 *  0        4        8        12       16       20       24       28       32
 *  +--------+--------+--------+--------+--------+--------+--------+--------+
 *  |      magic      | version|sub size| count  |  pid   |  clock |  state |
 *  +--------+--------+--------+--------+--------+--------+--------+--------+
 *  |    start ns     |  lost records   |   free epoch    |  slow paths     |
 *  +--------+--------+--------+--------+--------+--------+--------+--------+
 *  | overrun records |generatn|  mode  |  heartbeat ns   |   thresh ns     |
 *  +--------+--------+--------+--------+--------+--------+--------+--------+
 *  |  ... zero up to 128, where {@link #CLOCK_PAIRS} {@linkplain ClockPairDescriptor clock pairs} begin
 *  +--------+-- ...
 *  |  ... zero up to {@link #HEADER_LENGTH}, where the first sub-buffer begins
 * </pre>
 *
 * The traced JVM writes everything but the free epoch, which the recorder raises by one after it gave sub-buffers back, and the
 * heartbeat.
 */
public final class AgentBufferDescriptor {
    /** "jftring1" read as a little-endian long; a reader that sees another byte order or file stops here. */
    public static final long MAGIC = 0x31676e697274666aL;

    public static final int VERSION = 2;

    /** Stamps are CLOCK_MONOTONIC nanoseconds. */
    public static final int CLOCK_MONO = 0;

    /** Stamps are the processor's time-stamp counter; clock pairs tell what CLOCK_MONOTONIC was. */
    public static final int CLOCK_TSC = 1;

    /** Without a free sub-buffer the newest records are lost. */
    public static final int MODE_DROP = 0;

    /** Without a free sub-buffer the oldest full one is written over. */
    public static final int MODE_OVERWRITE = 1;

    /** Without a free sub-buffer a thread waits for the recorder, as long as that shows a heartbeat. */
    public static final int MODE_BLOCK = 2;

    /** The JVM is running (or was killed). */
    public static final int STATE_OPEN = 1;

    /** The JVM is ending in order; until the process is gone its daemon threads may still add a few records. */
    public static final int STATE_CLOSED = 2;

    public static final int MAGIC_OFFSET = 0;
    public static final int VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;
    public static final int SUB_BUFFER_SIZE_OFFSET = VERSION_OFFSET + Integer.BYTES;
    public static final int SUB_BUFFER_COUNT_OFFSET = SUB_BUFFER_SIZE_OFFSET + Integer.BYTES;
    public static final int PID_OFFSET = SUB_BUFFER_COUNT_OFFSET + Integer.BYTES;
    public static final int CLOCK_OFFSET = PID_OFFSET + Integer.BYTES;
    public static final int STATE_OFFSET = CLOCK_OFFSET + Integer.BYTES;

    /** u64, CLOCK_MONOTONIC ns when the buffer was made. */
    public static final int START_OFFSET = STATE_OFFSET + Integer.BYTES;

    /** u64, records that the whole JVM lost; those that a sub-buffer header names are among them. */
    public static final int LOST_OFFSET = START_OFFSET + Long.BYTES;

    /** u64, raised by the recorder whenever it freed sub-buffers: a writer without one looks again only after that. */
    public static final int FREE_EPOCH_OFFSET = LOST_OFFSET + Long.BYTES;

    /** u64, how often a hook left its fast path; a diagnostic. */
    public static final int SLOW_PATHS_OFFSET = FREE_EPOCH_OFFSET + Long.BYTES;

    /** u64, records that newer ones were written over, of the whole JVM. */
    public static final int OVERRUN_OFFSET = SLOW_PATHS_OFFSET + Long.BYTES;

    /** u32, raised by one when what was recorded is dropped: a sub-buffer with another generation holds nothing any more. */
    public static final int GENERATION_OFFSET = OVERRUN_OFFSET + Long.BYTES;

    /** u32, what happens when no sub-buffer is free. */
    public static final int MODE_OFFSET = GENERATION_OFFSET + Integer.BYTES;

    /** u64, CLOCK_MONOTONIC ns when a recorder last looked; 0 without one. */
    public static final int HEARTBEAT_OFFSET = MODE_OFFSET + Integer.BYTES;

    /** u64 ns, tracing_thresh: calls that took less are not recorded; 0 for all calls. */
    public static final int THRESH_OFFSET = HEARTBEAT_OFFSET + Long.BYTES;

    /** u64, of the lost records those whose hook had no stack or memory left, whether the buffer had room or not. */
    public static final int STARVED_HOOKS_OFFSET = THRESH_OFFSET + Long.BYTES;

    public static final int CLOCK_PAIRS_OFFSET = 128;

    /** How many clock pairs there is room for: the first two are of the start; the others are used in turn. */
    public static final int CLOCK_PAIRS = 32;

    public static final int HEADER_LENGTH = 4096;

    private AgentBufferDescriptor() {}

    /** Offset in the file of sub-buffer {@code index}. */
    public static long subBufferOffset(int index, int subBufferSize) {
        return HEADER_LENGTH + (long) index * subBufferSize;
    }
}
