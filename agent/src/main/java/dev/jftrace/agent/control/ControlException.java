package dev.jftrace.agent.control;

import java.io.IOException;

/** A control file refuses: which error the kernel would give, and in words why. */
final class ControlException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    ControlException(Errno errno, String reason) {
        super(reason);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
