package dev.jftrace.agent.control;

import java.io.IOException;

/** A control file that somebody has open for writing. What an unfinished token means shows at the close. */
abstract class OpenFile {
    /**
     * One write(2).
     *
     * @return how many of the bytes were taken; the writer comes again with the others
     */
    abstract int write(byte[] bytes) throws IOException;

    /** The writer is done. */
    void close() throws IOException {}

    /** The writer is gone without a close: it was killed, or lost its connection. */
    void abandon() throws IOException {
        close();
    }
}
