package dev.jftrace.record.attach;

import java.io.IOException;

/** A control file of a traced JVM refused. */
public final class ControlRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String errno;

    ControlRefusedException(String errno, String reason) {
        super(reason + " (" + errno + ")");
        this.errno = errno;
    }

    /** As {@code "EINVAL"}. */
    public String errno() {
        return errno;
    }
}
