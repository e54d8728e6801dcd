package dev.jftrace.tracefs.buffer;

import java.io.Closeable;
import java.io.IOException;

/** Takes the sub-buffers of one CPU out of the kernel, in one of three ways. For one thread. */
public sealed interface CpuBufferReader extends Closeable permits SpliceReader, MappedReader, CopyReader {
    /** Takes what is full. @return bytes taken, 0 for none */
    long take() throws IOException;

    /** Takes all that is there, also the last sub-buffer that is not full: for when nothing is written any more. */
    long takeRest() throws IOException;

    /**
     * Sends an empty sub-buffer the way of those that it takes, so that the JVM has compiled that way before there is one. What
     * the sink has afterwards is to be forgotten.
     */
    void rehearse() throws IOException;

    /** In a word, as {@code "splice"}. */
    String way();
}
