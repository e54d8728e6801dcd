package dev.jftrace.agent.control;

import java.io.IOException;

/** One control file: a text to be read, a value to be written, or both. */
abstract class ControlFile {
    /** Its text now. */
    String read() throws IOException {
        throw new ControlException(Errno.EACCES, "is not for reading");
    }

    /**
     * Opens it for writing.
     *
     * @param truncate with O_TRUNC, as a shell's {@code >} does
     */
    OpenFile open(boolean truncate) throws IOException {
        throw new ControlException(Errno.EACCES, "is not for writing");
    }
}
