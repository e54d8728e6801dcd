package dev.jftrace.ring;

/**
 * A value that was recorded with a call: an argument, behind the entry, or the result, behind the exit. It is an
 * {@linkplain AgentRecord agent's record} whose first word is no stamp: its top bit is set, so that it is never 0, and no
 * stamp has it.
 *
 * <pre>
 *  0                                8        9        11            13      14      15     16
 *  +--------+--------+--------+-----+--------+--------+-------------+-------+-------+------+
 *  |  bits 0-62 of the value     |1 | bit 63 | length u16 |  zero   | index | type  |  16  |  VALUE
 *  +--------+--------+--------+-----+--------+--------+-------------+-------+-------+------+
 *  |  7 bytes of text    |0 .. 0 |1 |  5 bytes of text           | zero          |  17  |  TEXT
 *  +--------+--------+--------+-----+--------+--------+-------------+-------+-------+------+
 * </pre>
 *
 * A value of type {@link #STRING} or {@link #NAME} is followed by as many TEXT records as its length, in bytes of UTF-8,
 * needs. The types of numbers are those of descriptors: Z B C S I J F D; F and D hold their raw bits.
 */
public final class AgentValue {
    /** The kind of a record with a value. */
    public static final int VALUE = 16;

    /** The kind of a record with the next bytes of a text. */
    public static final int TEXT = 17;

    /** The top bit of the first word. */
    public static final long COMPLETE = Long.MIN_VALUE;

    /** A String, or what toString() gave. */
    public static final char STRING = 'T';

    /** A text that is shown without quotes: the name of an enum, a class and a hash. */
    public static final char NAME = 'N';

    public static final char NULL = '0';

    /** The value could not be read: its toString() threw. */
    public static final char FAILED = '!';

    /** The index of what a method was called on. */
    public static final int THIS = 0;

    /** The index of the result; arguments count from 1. */
    public static final int RESULT = 255;

    /** Bytes of text in a record, and those of them in its first word. */
    public static final int TEXT_BYTES = 12;

    public static final int LOW_BYTES = 7;

    private static final int TYPE_SHIFT = 48;
    private static final int INDEX_SHIFT = 40;
    private static final int LENGTH_SHIFT = 8;
    private static final long MAX_LENGTH = 0xffff;

    private AgentValue() {}

    /** The second word of a VALUE record. */
    public static long info(char type, int index, int length, long value) {
        return (long) VALUE << AgentRecord.KIND_SHIFT
                | (long) type << TYPE_SHIFT
                | (long) index << INDEX_SHIFT
                | (length & MAX_LENGTH) << LENGTH_SHIFT
                | value >>> Long.SIZE - 1;
    }

    /** The second word of a TEXT record. */
    public static long textInfo(long high) {
        return (long) TEXT << AgentRecord.KIND_SHIFT | high;
    }

    public static char type(long info) {
        return (char) (info >>> TYPE_SHIFT & 0xff);
    }

    public static int index(long info) {
        return (int) (info >>> INDEX_SHIFT) & 0xff;
    }

    /** Bytes of text that follow. */
    public static int length(long info) {
        return (int) (info >>> LENGTH_SHIFT & MAX_LENGTH);
    }

    public static long value(long word, long info) {
        return word & ~COMPLETE | (info & 1) << Long.SIZE - 1;
    }

    /** Byte {@code at} (0 to 11) of a TEXT record. */
    public static byte text(long word, long info, int at) {
        return (byte) (at < LOW_BYTES ? word >>> Byte.SIZE * at : info >>> Byte.SIZE * (at - LOW_BYTES));
    }
}
