package dev.jftrace.event;

/** Which events a reader does not want, told by their type alone, before anything else of them is looked at. */
@FunctionalInterface
public interface TypeSkip {
    /**
     * Asked once for each event, in the order of the events.
     *
     * @param bufferIndex of the stream's buffers the one that the event is from
     * @param typeId {@code common_type} of the event
     * @return true to pass over it
     */
    boolean skips(int bufferIndex, int cpu, int typeId);

    /**
     * The types that are wanted, by their number, if the others may be passed over unasked and unseen by {@link
     * EventStream#peek()}; else null. Asked only where the stream has one buffer.
     */
    default boolean[] wantedTypes() {
        return null;
    }

    /** Told when events were passed over unasked, before the next event of that CPU is handed out. */
    default void passedOver(int cpu, long events) {}
}
