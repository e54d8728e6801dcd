package dev.jftrace.ring;

/**
 * The word before each event. Its two bit fields change places with the byte order, and the word itself its bytes:
 *
 * <pre>
 *   31                           5 4       0          31      27 26                           0
 *  +------------------------------+---------+        +----------+------------------------------+
 *  |          time delta          | type len|        | type len |          time delta          |
 *  +------------------------------+---------+        +----------+------------------------------+
 *                little endian                                     big endian
 * </pre>
 *
 * A big-endian word rotated left by {@link #BIG_ENDIAN_ROTATION} reads like a little-endian one.
 *
 * <pre>
 *  type len   follows
 *  1 .. 28    payload of 4 * type len bytes
 *  0          u32 length of itself and the payload, then the payload, padded to 4 bytes
 *  29         u32 length of itself and what is to be skipped; with a delta of 0 the rest of the sub-buffer is unused
 *  30         u32 upper part of the delta: (upper &lt;&lt; 27) + delta; no payload
 *  31         u32 upper part of an absolute time, which has 59 bits: the top 5 are those of the time before; no payload
 * </pre>
 */
public final class EventHeaderDescriptor {
    public static final int LENGTH = 4;

    /** Bytes of a padding's or a time's header: the event's word and one more. */
    public static final int EXTENDED_LENGTH = 8;

    public static final int TYPE_LONG_DATA = 0;
    public static final int TYPE_SHORT_DATA_MAX = 28;
    public static final int TYPE_PADDING = 29;
    public static final int TYPE_TIME_EXTEND = 30;
    public static final int TYPE_TIME_STAMP = 31;

    public static final int TYPE_LEN_BITS = 5;
    public static final int TYPE_LEN_MASK = (1 << TYPE_LEN_BITS) - 1;
    public static final int DELTA_BITS = 27;
    public static final int BIG_ENDIAN_ROTATION = TYPE_LEN_BITS;

    /** Bits of a delta or a time that a word and its extension hold. */
    public static final int TIME_BITS = DELTA_BITS + Integer.SIZE;

    /** Payloads up to here are told by the type alone. */
    public static final int SHORT_PAYLOAD_MAX = TYPE_SHORT_DATA_MAX * Integer.BYTES;

    private EventHeaderDescriptor() {}
}
