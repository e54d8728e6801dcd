package dev.jftrace.event;

import dev.jftrace.ring.RecordPlace;
import dev.jftrace.ring.WantedTypes;
import java.io.IOException;

/**
 * The events of one writer (a CPU of the kernel, or a lane of a JVM) in the order of time. A cheap cursor: what its methods
 * return belongs to the event that {@link #advance()} stopped at.
 */
public interface CpuCursor {
    /** The CPU's number as the trace names it. Numbers may be sparse. */
    int cpu();

    /**
     * Goes to the next event. The bytes of the event before stay as they are until the call after this one, so that a
     * reader may look one event ahead.
     *
     * @return false at the end
     */
    boolean advance() throws IOException;

    /**
     * As {@link #advance()}, but may pass over events whose type is not wanted, with what was lost before them.
     *
     * @return false at the end
     */
    default boolean advance(WantedTypes types) throws IOException {
        return advance();
    }

    /** How many events the last {@link #advance(WantedTypes)} passed over, also where it failed. */
    default long passedOver() {
        return 0;
    }

    /** In the units of the trace's clock, after the corrections that the trace asks for; unsigned. */
    long timestamp();

    /** The array that holds the event's payload; {@link #offset()} and {@link #length()} say where. Not to be changed. */
    byte[] bytes();

    int offset();

    int length();

    /** How many events were lost right before this one: 0 for none, -1 where the writer did not count them. */
    long missedEvents();

    /** Where the event stands in the ring buffer; null where there is none. */
    default RecordPlace place() {
        return null;
    }
}
