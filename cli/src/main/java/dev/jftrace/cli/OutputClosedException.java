package dev.jftrace.cli;

import java.io.IOException;

/** Nobody reads our output any more, as after {@code | head}: not a failure to tell of. */
final class OutputClosedException extends IOException {
    private static final long serialVersionUID = 1L;

    OutputClosedException(IOException cause) {
        super(cause);
    }
}
