package dev.jftrace.ring;

import java.util.List;

/** Where an event stands in the ring buffer, for who looks at the buffer itself. */
public final class RecordPlace {
    private final long subBuffer;
    private final long subBufferTime;
    private final boolean first;
    private final int offset;
    private final int delta;
    private final List<Between> behind;

    RecordPlace(long subBuffer, long subBufferTime, boolean first, int offset, int delta, List<Between> behind) {
        this.subBuffer = subBuffer;
        this.subBufferTime = subBufferTime;
        this.first = first;
        this.offset = offset;
        this.delta = delta;
        this.behind = List.copyOf(behind);
    }

    /** Where the sub-buffer begins, in what it was read from. */
    public long subBuffer() {
        return subBuffer;
    }

    /** The time in the sub-buffer's header. */
    public long subBufferTime() {
        return subBufferTime;
    }

    /** Whether it is the first event of the sub-buffer. */
    public boolean isFirst() {
        return first;
    }

    /** Bytes from the start of the sub-buffer to the event's header. */
    public int offset() {
        return offset;
    }

    /** The time in the event's header: since the event before. */
    public int delta() {
        return delta;
    }

    /** What stands between this event and the next one of the sub-buffer. */
    public List<Between> behind() {
        return behind;
    }

    /** What is no event. */
    public enum Type {
        PADDING,
        TIME_EXTEND,
        TIME_STAMP
    }

    /** Padding, or a word of time. */
    public static final class Between {
        private final Type type;
        private final long time;
        private final int length;

        Between(Type type, long time, int length) {
            this.type = type;
            this.time = time;
            this.length = length;
        }

        public Type type() {
            return type;
        }

        /** Of a time stamp the time, else what is added to the time of the event before. */
        public long time() {
            return time;
        }

        /** Of padding: bytes behind its header's first word, as the word there tells. */
        public int length() {
            return length;
        }
    }
}
