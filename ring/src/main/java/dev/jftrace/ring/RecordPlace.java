package dev.jftrace.ring;

import java.util.List;

/**
 * Where an event stands in the ring buffer, for who looks at the buffer itself.
 *
 * @param subBuffer where the sub-buffer begins, in what it was read from
 * @param subBufferTime the time in the sub-buffer's header
 * @param first whether it is the first event of the sub-buffer
 * @param offset bytes from the start of the sub-buffer to the event's header
 * @param delta the time in the event's header: since the event before
 * @param behind what stands between this event and the next one of the sub-buffer
 */
public record RecordPlace(
        long subBuffer, long subBufferTime, boolean first, int offset, int delta, List<Between> behind) {
    public RecordPlace {
        behind = List.copyOf(behind);
    }

    /** What is no event. */
    public enum Type {
        PADDING,
        TIME_EXTEND,
        TIME_STAMP
    }

    /**
     * Padding, or a word of time.
     *
     * @param time of a time stamp the time, else what is added to the time of the event before
     * @param length of padding: bytes behind its header's first word, as the word there tells
     */
    public record Between(Type type, long time, int length) {}
}
