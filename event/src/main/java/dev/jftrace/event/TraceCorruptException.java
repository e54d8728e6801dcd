package dev.jftrace.event;

/** The trace is damaged or truncated, or never was a trace. */
public final class TraceCorruptException extends TraceFormatException {
    private static final long serialVersionUID = 1L;

    /** @param what what was expected and what was found, without the place */
    public TraceCorruptException(String resource, long offset, String what) {
        super(resource, offset, what);
    }
}
