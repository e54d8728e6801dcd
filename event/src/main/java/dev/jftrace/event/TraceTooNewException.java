package dev.jftrace.event;

/** The trace is of a version, or with a feature, that this jftrace does not know yet. */
public final class TraceTooNewException extends TraceFormatException {
    private static final long serialVersionUID = 1L;

    /** @param what what was expected and what was found, without the place */
    public TraceTooNewException(String resource, long offset, String what) {
        super(resource, offset, what);
    }
}
