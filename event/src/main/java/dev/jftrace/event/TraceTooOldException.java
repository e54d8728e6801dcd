package dev.jftrace.event;

/** The trace is of a version that is no longer read. */
public final class TraceTooOldException extends TraceFormatException {
    private static final long serialVersionUID = 1L;

    /** @param what what was expected and what was found, without the place */
    public TraceTooOldException(String resource, long offset, String what) {
        super(resource, offset, what);
    }
}
