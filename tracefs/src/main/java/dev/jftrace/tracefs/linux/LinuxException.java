package dev.jftrace.tracefs.linux;

import java.io.IOException;

/** A system call that failed: says of which file, what was tried, and the errno in words. */
public final class LinuxException extends IOException {
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;

    private static final long serialVersionUID = 1L;

    private final int errno;

    LinuxException(String name, String what, int errno, String text) {
        super(name + ": can't " + what + ": " + Character.toLowerCase(text.charAt(0)) + text.substring(1));
        this.errno = errno;
    }

    /** As errno(3) numbers them. */
    public int errno() {
        return errno;
    }
}
