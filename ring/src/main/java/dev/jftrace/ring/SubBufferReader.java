package dev.jftrace.ring;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A cursor over the events of one sub-buffer after the other. Allocates nothing once made; not for more than one
 * thread.
 *
 * <pre>{@code
 * reader.open(bytes, offset, layout.size());
 * while (reader.next()) {
 *     use(reader.timestamp(), bytes, reader.payloadOffset(), reader.payloadLength());
 * }
 * }</pre>
 *
 * Every length is checked before it is followed: whatever the bytes are, the reader ends, in time that is linear in
 * their number, with the last event or with a {@link CorruptSubBufferException}.
 */
public final class SubBufferReader {
    private static final int MISSED_MASK = SubBufferDescriptor.MISSED_EVENTS | SubBufferDescriptor.MISSED_STORED;
    private static final long ABSOLUTE_TIME_MASK = (1L << EventHeaderDescriptor.TIME_BITS) - 1;

    private final SubBufferLayout layout;
    private final SubBufferWords words;

    private byte[] bytes = {};
    private int start;
    private int next;
    private int end;
    private int readableEnd;
    private int recordStart;
    private long timestamp;
    private int payloadOffset;
    private int payloadLength;
    private long missedEvents;
    private long missedBeforeNext;
    private long passedOver;

    /** @throws IllegalArgumentException if the layout is none (see {@link #isReadable}) */
    public SubBufferReader(SubBufferLayout layout) {
        if (!isReadable(layout)) {
            throw new IllegalArgumentException("not the layout of a sub-buffer: " + layout);
        }
        this.layout = layout;
        this.words = new SubBufferWords(layout.order());
    }

    /** Whether time, commit and events of a sub-buffer stand one after the other and within its size. */
    public static boolean isReadable(SubBufferLayout layout) {
        return (layout.order() == ByteOrder.LITTLE_ENDIAN || layout.order() == ByteOrder.BIG_ENDIAN)
                && (layout.commitSize() == Integer.BYTES || layout.commitSize() == Long.BYTES)
                && layout.commitOffset() >= SubBufferDescriptor.TIMESTAMP_OFFSET + Long.BYTES
                && layout.dataOffset() - layout.commitSize() >= layout.commitOffset()
                && layout.size() > layout.dataOffset();
    }

    /**
     * Goes before the first event of a sub-buffer. Bytes may be missing at its end, as in a file that was cut: then the
     * events that are whole are read, and {@link #next()} fails at the first that is not.
     *
     * @param offset bytes from the start of the array to the sub-buffer
     * @param length bytes of the sub-buffer that are there; more than the layout's size are not looked at
     * @throws CorruptSubBufferException if the header is not there or commits more bytes than a sub-buffer has
     */
    public void open(byte[] bytes, int offset, int length) throws CorruptSubBufferException {
        // An open that fails leaves nothing to read.
        next = 0;
        end = 0;
        passedOver = 0;
        if (length < layout.dataOffset()) {
            throw new CorruptSubBufferException(
                    length, "expected a header of " + layout.dataOffset() + " bytes, found " + length);
        }
        this.bytes = bytes;
        start = offset;
        long commit = words.getWord(bytes, offset + layout.commitOffset(), layout.commitSize());
        int committed = (int) commit & SubBufferDescriptor.COMMIT_MASK;
        if (committed > layout.size() - layout.dataOffset()) {
            throw new CorruptSubBufferException(
                    layout.commitOffset(),
                    "expected at most " + (layout.size() - layout.dataOffset()) + " bytes of events, found "
                            + committed);
        }
        int dataStart = offset + layout.dataOffset();
        int sizeThere = Math.min(length, layout.size());
        timestamp = words.getLong(bytes, offset + SubBufferDescriptor.TIMESTAMP_OFFSET);
        missedEvents = 0;
        missedBeforeNext = missed((int) commit, dataStart + committed, offset + sizeThere);
        next = dataStart;
        end = dataStart + committed;
        readableEnd = Math.min(end, offset + sizeThere);
    }

    private long missed(int commit, int storedAt, int limit) {
        int flags = commit & MISSED_MASK;
        if ((flags & SubBufferDescriptor.MISSED_EVENTS) == 0) {
            return 0;
        }
        // A count that has no room is a count that was not kept: the events before it are good nevertheless.
        boolean stored = flags == MISSED_MASK && limit - storedAt >= layout.commitSize();
        return stored ? words.getWord(bytes, storedAt, layout.commitSize()) : -1;
    }

    /**
     * Goes to the next event. Long for a method of this code base, because the format's five cases are one decision.
     *
     * @return false at the end of the sub-buffer
     * @throws CorruptSubBufferException if an event does not fit in; the events before it were good, those after it
     *     can't be found
     */
    public boolean next() throws CorruptSubBufferException {
        int at = next;
        while (at < end) {
            require(at, EventHeaderDescriptor.LENGTH);
            int header = words.getEventHeader(bytes, at);
            int type = header & EventHeaderDescriptor.TYPE_LEN_MASK;
            long delta = header >>> EventHeaderDescriptor.TYPE_LEN_BITS;
            if (type != EventHeaderDescriptor.TYPE_LONG_DATA && type <= EventHeaderDescriptor.TYPE_SHORT_DATA_MAX) {
                return event(at, EventHeaderDescriptor.LENGTH, type * Integer.BYTES, delta);
            }
            if (type == EventHeaderDescriptor.TYPE_PADDING && delta == 0) {
                break;
            }
            require(at, EventHeaderDescriptor.EXTENDED_LENGTH);
            int word = words.getInt(bytes, at + EventHeaderDescriptor.LENGTH);
            if (type == EventHeaderDescriptor.TYPE_LONG_DATA) {
                return event(at, EventHeaderDescriptor.EXTENDED_LENGTH, longPayload(at, word), delta);
            }
            if (type == EventHeaderDescriptor.TYPE_PADDING) {
                int skipped = EventHeaderDescriptor.LENGTH + lengthWord(at, word);
                require(at, skipped);
                timestamp += delta;
                at += skipped;
            } else {
                long time = Integer.toUnsignedLong(word) << EventHeaderDescriptor.DELTA_BITS | delta;
                timestamp = type == EventHeaderDescriptor.TYPE_TIME_EXTEND
                        ? timestamp + time
                        : timestamp & ~ABSOLUTE_TIME_MASK | time;
                at += EventHeaderDescriptor.EXTENDED_LENGTH;
            }
            next = at;
        }
        next = end;
        return false;
    }

    /**
     * Goes to the next event of a wanted type, as {@link #next()} called as often as it takes would.
     *
     * @return false at the end of the sub-buffer
     */
    public boolean next(WantedTypes types) throws CorruptSubBufferException {
        passedOver = 0;
        passOver(types);
        while (next()) {
            if (types.has(words, bytes, payloadOffset, payloadLength)) {
                return true;
            }
            passedOver++;
            passOver(types);
        }
        return false;
    }

    /** Up to an event that is wanted, or that is no plain one: a few instructions for each, as there are millions. */
    private void passOver(WantedTypes types) {
        int at = next;
        long time = timestamp;
        int passed = 0;
        while (readableEnd - at >= EventHeaderDescriptor.LENGTH) {
            int header = words.getEventHeader(bytes, at);
            int type = header & EventHeaderDescriptor.TYPE_LEN_MASK;
            int length = type * Integer.BYTES;
            boolean plain = type != EventHeaderDescriptor.TYPE_LONG_DATA
                    && type <= EventHeaderDescriptor.TYPE_SHORT_DATA_MAX
                    && length <= readableEnd - at - EventHeaderDescriptor.LENGTH;
            if (!plain || types.has(words, bytes, at + EventHeaderDescriptor.LENGTH, length)) {
                break;
            }
            time += header >>> EventHeaderDescriptor.TYPE_LEN_BITS;
            at += EventHeaderDescriptor.LENGTH + length;
            passed++;
        }
        next = at;
        timestamp = time;
        if (passed > 0) {
            passedOver += passed;
            missedBeforeNext = 0;
        }
    }

    /** How many events the last {@link #next(WantedTypes)} did not stop at. */
    public long passedOver() {
        return passedOver;
    }

    private boolean event(int at, int headerLength, int length, long delta) throws CorruptSubBufferException {
        require(at, headerLength + length);
        timestamp += delta;
        recordStart = at;
        payloadOffset = at + headerLength;
        payloadLength = length;
        next = payloadOffset + length;
        missedEvents = missedBeforeNext;
        missedBeforeNext = 0;
        return true;
    }

    private int longPayload(int at, int word) throws CorruptSubBufferException {
        return lengthWord(at, word) - Integer.BYTES + 3 & ~3;
    }

    /** A length that counts its own word, so that less than a word is a lie, and would be an endless loop. */
    private int lengthWord(int at, int word) throws CorruptSubBufferException {
        if (word < Integer.BYTES || word > SubBufferDescriptor.COMMIT_MASK) {
            throw corrupt(
                    at + EventHeaderDescriptor.LENGTH,
                    "expected a length from 4 to " + (end - at) + ", found " + Integer.toUnsignedString(word));
        }
        return word;
    }

    private void require(int at, int length) throws CorruptSubBufferException {
        if (length > readableEnd - at) {
            String limit = readableEnd < end ? " are left of a sub-buffer that was cut" : " are committed from here on";
            throw corrupt(at, "expected an event of " + length + " bytes, but " + (readableEnd - at) + limit);
        }
    }

    /** Nothing can be found after a wrong length, so the sub-buffer ends with it. */
    private CorruptSubBufferException corrupt(int at, String what) {
        next = end;
        return new CorruptSubBufferException(at - start, what);
    }

    /**
     * Where the event stands. Allocates and looks again at what was read: not for every event of a report.
     *
     * @param subBuffer for {@link RecordPlace#subBuffer()}
     */
    public RecordPlace place(long subBuffer) {
        long time = words.getLong(bytes, start + SubBufferDescriptor.TIMESTAMP_OFFSET);
        int delta = words.getEventHeader(bytes, recordStart) >>> EventHeaderDescriptor.TYPE_LEN_BITS;
        boolean first = endOfFillers(start + layout.dataOffset(), new ArrayList<>()) == recordStart;
        List<RecordPlace.Between> behind = new ArrayList<>();
        endOfFillers(next, behind);
        return new RecordPlace(subBuffer, time, first, recordStart - start, delta, behind);
    }

    /** @return where the next event begins, or the end */
    private int endOfFillers(int from, List<RecordPlace.Between> passed) {
        int at = from;
        while (readableEnd - at >= EventHeaderDescriptor.EXTENDED_LENGTH) {
            int header = words.getEventHeader(bytes, at);
            int type = header & EventHeaderDescriptor.TYPE_LEN_MASK;
            long delta = header >>> EventHeaderDescriptor.TYPE_LEN_BITS;
            int word = words.getInt(bytes, at + EventHeaderDescriptor.LENGTH);
            long time = Integer.toUnsignedLong(word) << EventHeaderDescriptor.DELTA_BITS | delta;
            if (type <= EventHeaderDescriptor.TYPE_SHORT_DATA_MAX) {
                return at;
            }
            if (type == EventHeaderDescriptor.TYPE_PADDING) {
                passed.add(new RecordPlace.Between(RecordPlace.Type.PADDING, delta, word));
                if (delta == 0 || word < Integer.BYTES || word > readableEnd - at - EventHeaderDescriptor.LENGTH) {
                    return readableEnd;
                }
                at += EventHeaderDescriptor.LENGTH + word;
            } else if (type == EventHeaderDescriptor.TYPE_TIME_EXTEND) {
                passed.add(new RecordPlace.Between(RecordPlace.Type.TIME_EXTEND, time, 0));
                at += EventHeaderDescriptor.EXTENDED_LENGTH;
            } else {
                long stamp = timestamp & ~ABSOLUTE_TIME_MASK | time;
                passed.add(new RecordPlace.Between(RecordPlace.Type.TIME_STAMP, stamp, 0));
                at += EventHeaderDescriptor.EXTENDED_LENGTH;
            }
        }
        return at;
    }

    /** Of the event, in units of the trace's clock; unsigned. */
    public long timestamp() {
        return timestamp;
    }

    /** Bytes from the start of the array to the event's payload. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Bytes of the payload, with what it was padded by to a multiple of 4. */
    public int payloadLength() {
        return payloadLength;
    }

    /**
     * How many events were lost right before this one; -1 if the writer did not count them. Given with the first
     * <em>event</em> of a sub-buffer, where a time extend may stand before it.
     */
    public long missedEvents() {
        return missedEvents;
    }

    /**
     * What {@link #missedEvents()} of the next event will say: for a sub-buffer that ends without an event after a
     * loss.
     */
    public long missedBeforeNext() {
        return missedBeforeNext;
    }
}
