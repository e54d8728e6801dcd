package dev.jftrace.ring;

import java.util.Arrays;

/**
 * Builds sub-buffers that read like the kernel's. Allocates nothing once made; not for more than one thread.
 *
 * <pre>{@code
 * writer.begin(bytes, 0, missed);
 * int at = writer.reserve(20, timestamp);   // -1: finish this one and begin another
 * ... 20 bytes at bytes[at] ...
 * writer.finish();
 * }</pre>
 *
 * Time never goes back within one writer: an event older than the one before it is given the time of that one, and
 * counted.
 */
public final class SubBufferWriter {
    private static final long SHORT_DELTA_LIMIT = 1L << EventHeaderDescriptor.DELTA_BITS;
    private static final int SHORT_DELTA_MASK = (int) SHORT_DELTA_LIMIT - 1;

    private final SubBufferLayout layout;
    private final SubBufferWords words;

    private byte[] bytes = {};
    private int start;
    private int next;
    private int limit;
    private long timestamp;
    private long missed;
    private long clamped;

    /** @throws IllegalArgumentException if the layout is none (see {@link SubBufferReader#isReadable}) */
    public SubBufferWriter(SubBufferLayout layout) {
        if (!SubBufferReader.isReadable(layout)) {
            throw new IllegalArgumentException("not the layout of a sub-buffer: " + layout);
        }
        this.layout = layout;
        this.words = new SubBufferWords(layout.order());
    }

    /**
     * Begins an empty sub-buffer of the layout's size. Its time is that of the first event.
     *
     * @param missedEvents events that were lost since the last one written: 0, a number (stored), or -1 for not counted
     */
    public void begin(byte[] bytes, int offset, long missedEvents) {
        this.bytes = bytes;
        start = offset;
        next = offset + layout.dataOffset();
        // The count stands behind the events, so its room is kept free from the start.
        limit = offset + layout.size() - (missedEvents > 0 ? layout.commitSize() : 0);
        missed = missedEvents;
        words.putLong(bytes, offset + SubBufferDescriptor.TIMESTAMP_OFFSET, timestamp);
    }

    /**
     * Makes room for an event. What is reserved is part of the sub-buffer: fill all of it, up to the next multiple of
     * 4.
     *
     * @param length bytes of the payload, at least 1; those that pad it to a multiple of 4 are zeroed
     * @param time unsigned, in units of the trace's clock; may equal the event's before
     * @return where in the array the payload goes, or -1 if it does not fit any more
     * @throws IllegalArgumentException if it would not fit into an empty sub-buffer either
     */
    public int reserve(int length, long time) {
        if (length < 1 || length > maxPayload()) {
            throw new IllegalArgumentException("expected a payload of 1 to " + maxPayload() + " bytes, got " + length);
        }
        boolean older = Long.compareUnsigned(time, timestamp) < 0;
        boolean first = isEmpty();
        long delta = older || first ? 0 : time - timestamp;
        int padded = length + 3 & ~3;
        int headerLength = padded <= EventHeaderDescriptor.SHORT_PAYLOAD_MAX
                ? EventHeaderDescriptor.LENGTH
                : EventHeaderDescriptor.EXTENDED_LENGTH;
        int extendLength = delta >>> EventHeaderDescriptor.DELTA_BITS == 0 ? 0 : EventHeaderDescriptor.EXTENDED_LENGTH;
        if (padded + headerLength + extendLength > limit - next || delta >>> EventHeaderDescriptor.TIME_BITS != 0) {
            return -1;
        }
        if (older) {
            clamped++;
        } else {
            timestamp = time;
        }
        if (first) {
            words.putLong(bytes, start + SubBufferDescriptor.TIMESTAMP_OFFSET, timestamp);
        }
        return header(padded, headerLength, extendLength, delta);
    }

    private int header(int padded, int headerLength, int extendLength, long delta) {
        int low = (int) delta & SHORT_DELTA_MASK;
        if (extendLength != 0) {
            words.putEventHeader(bytes, next, EventHeaderDescriptor.TYPE_TIME_EXTEND, low);
            words.putInt(
                    bytes, next + EventHeaderDescriptor.LENGTH, (int) (delta >>> EventHeaderDescriptor.DELTA_BITS));
            next += extendLength;
            low = 0;
        }
        if (headerLength == EventHeaderDescriptor.LENGTH) {
            words.putEventHeader(bytes, next, padded / Integer.BYTES, low);
        } else {
            words.putEventHeader(bytes, next, EventHeaderDescriptor.TYPE_LONG_DATA, low);
            words.putInt(bytes, next + EventHeaderDescriptor.LENGTH, padded + Integer.BYTES);
        }
        int payload = next + headerLength;
        next = payload + padded;
        words.putInt(bytes, next - Integer.BYTES, 0);
        return payload;
    }

    /**
     * Completes the sub-buffer: header, count of lost events, zeroes to its end.
     *
     * @return bytes of events in it, headers and time extends included
     */
    public int finish() {
        int committed = next - start - layout.dataOffset();
        long commit = committed;
        int at = next;
        if (missed != 0) {
            commit |= Integer.toUnsignedLong(SubBufferDescriptor.MISSED_EVENTS);
        }
        if (missed > 0) {
            commit |= SubBufferDescriptor.MISSED_STORED;
            words.putWord(bytes, at, layout.commitSize(), missed);
            at += layout.commitSize();
        }
        words.putWord(bytes, start + layout.commitOffset(), layout.commitSize(), commit);
        Arrays.fill(bytes, at, start + layout.size(), (byte) 0);
        return committed;
    }

    /** Whether nothing was reserved since {@link #begin}. */
    public boolean isEmpty() {
        return next == start + layout.dataOffset();
    }

    /** Bytes of the largest payload that an empty sub-buffer takes, even after a loss. */
    public int maxPayload() {
        return (layout.size() - layout.dataOffset() - layout.commitSize() & ~3) - EventHeaderDescriptor.EXTENDED_LENGTH;
    }

    /** How many events were older than the one before them, and were given its time. */
    public long clamped() {
        return clamped;
    }
}
