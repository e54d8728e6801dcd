package dev.jftrace.tracefs;

import java.io.IOException;

/** Something was asked for that this kernel, or this JVM, does not have; nothing was changed yet. */
public final class TraceRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    TraceRequestException(String message) {
        super(message);
    }
}
