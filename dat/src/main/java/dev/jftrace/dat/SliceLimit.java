package dev.jftrace.dat;

/** Where one part of one CPU ends: whatever is reached first. */
final class SliceLimit {
    private final long end;
    private final long lastPage;
    private long eventsLeft;

    /**
     * @param end time of the last event as it is shown, unsigned
     * @param events how many events
     * @param lastPage number of the last sub-buffer
     */
    SliceLimit(long end, long events, long lastPage) {
        this.end = end;
        this.lastPage = lastPage;
        eventsLeft = events;
    }

    /** Whether the event that the slice stands before belongs to the part. */
    boolean takes(CpuSlice slice) {
        return eventsLeft > 0 && slice.page() <= lastPage && Long.compareUnsigned(slice.time(), end) <= 0;
    }

    void took() {
        eventsLeft--;
    }
}
