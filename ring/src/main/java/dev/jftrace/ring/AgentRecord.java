package dev.jftrace.ring;

/**
 * What a hook writes: 16 bytes, little endian. The info word is stored first and the stamp last (release), so a record whose stamp
 * is not zero is complete, whatever killed the writer.
 *
 * <pre>
 *  0                                 8        12            15     16
 *  +--------+--------+--------+------+--------+-------------+------+
 *  |             stamp               | id u32 |  depth u24  | kind |
 *  +--------+--------+--------+------+--------+-------------+------+
 * </pre>
 *
 * The stamp is in units of the buffer's clock. In a {@link #SWITCH} record the low 56 bits of the info word are the {@code Thread.getId()} of the virtual thread that runs on
 * this carrier from here on, or 0 for the carrier itself.
 */
public final class AgentRecord {
    public static final int STAMP_OFFSET = 0;
    public static final int INFO_OFFSET = 8;
    public static final int LENGTH = 16;

    /** A method begins. */
    public static final int ENTRY = 1;

    /** A method returns. */
    public static final int EXIT = 2;

    /** A method is left by an exception. */
    public static final int EXIT_THROW = 3;

    /** Another (virtual) thread runs on this carrier from here on. */
    public static final int SWITCH = 4;

    /** Records before this one are missing because tracing was off; the id is the fewest calls that were open meanwhile. */
    public static final int PAUSE = 5;

    /** A method begins and its end will not be told; the depth is the id of its caller, 0 where that is not known. */
    public static final int FUNCTION = 6;

    /** The low 56 bits are how long the call took that ends with the next record, in units of the clock: its entry was not told. */
    public static final int DURATION = 7;

    /**
     * The method's hooks are taken out, as hooks took too much of this thread's time: how much, in percent, stands where
     * others have the depth. 16 and 17 are {@link AgentValue}'s.
     */
    public static final int DROPPED = 18;

    public static final int DEPTH_SHIFT = 32;
    public static final int KIND_SHIFT = 56;

    /** Deeper calls are recorded with this depth; the reader counts on its own. */
    public static final int MAX_DEPTH = 0xff_ffff;

    private AgentRecord() {}

    public static int kind(long info) {
        return (int) (info >>> KIND_SHIFT);
    }

    /** Whether a record of this kind says that a method begins or ends; the others say something about those. */
    public static boolean tellsOfCall(int kind) {
        return kind >= ENTRY && kind <= EXIT_THROW || kind == FUNCTION;
    }

    public static int id(long info) {
        return (int) info;
    }

    /** Calls that are open on the thread below this one, as the hook counted them; 0 for the outermost traced call. */
    public static int depth(long info) {
        return (int) (info >>> DEPTH_SHIFT) & MAX_DEPTH;
    }

    /** The thread of a {@link #SWITCH} record. */
    public static long thread(long info) {
        return info & ((1L << KIND_SHIFT) - 1);
    }

    /** How long the call took that a {@link #DURATION} record announces, in units of the clock. */
    public static long duration(long info) {
        return info & ((1L << KIND_SHIFT) - 1);
    }

    public static long info(int kind, int depth, int id) {
        return (long) kind << KIND_SHIFT | (long) Math.min(depth, MAX_DEPTH) << DEPTH_SHIFT | id & 0xffff_ffffL;
    }
}
