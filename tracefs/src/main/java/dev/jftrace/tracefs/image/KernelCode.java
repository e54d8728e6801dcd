package dev.jftrace.tracefs.image;

import java.io.Closeable;
import java.io.IOException;

/** The kernel's bytes by address: as they run ({@code /proc/kcore}) or as they were built (the boot image). */
public interface KernelCode extends Closeable {
    /**
     * @param address as the symbols of the same kernel tell it
     * @throws IOException if there is nothing at that address, or it can't be read
     */
    byte[] at(long address, int count) throws IOException;

    /** What /proc/version says: the line that begins with "Linux version"; "" if it is not there. */
    String banner() throws IOException;

    @Override
    default void close() throws IOException {}
}
