package dev.jftrace.event;

/** The damaged places that a reader went past. Only the first is kept: a file may have as many as it has sub-buffers. */
public final class TraceFaults {
    private TraceCorruptException first;
    private long count;

    /** None yet. */
    public TraceFaults() {}

    void add(TraceCorruptException fault) {
        if (first == null) {
            first = fault;
        }
        count++;
    }

    /** @return null if there is none */
    public TraceCorruptException first() {
        return first;
    }

    public long count() {
        return count;
    }
}
