package dev.jftrace.event;

import java.io.IOException;

/** A trace that can't be read, or not from here on: says which resource, at which byte, and what stood where what was expected. */
public abstract sealed class TraceFormatException extends IOException
        permits TraceCorruptException, TraceTooOldException, TraceTooNewException {
    private static final long serialVersionUID = 1L;

    private final String resource;
    private final long offset;

    TraceFormatException(String resource, long offset, String what) {
        super(resource + ": at byte " + offset + ": " + what);
        this.resource = resource;
        this.offset = offset;
    }

    /** The file or section that is at fault. */
    public final String resource() {
        return resource;
    }

    /** Bytes from the start of the {@link #resource()}. */
    public final long offset() {
        return offset;
    }
}
