package dev.jftrace.tracefs.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Named pipes (man section 7, fifo). */
public final class Fifo {
    private static final int S_IFMT = 0170000;
    private static final int S_IFIFO = 0010000;
    private static final int OWNER_ONLY = 0600;
    private static final int ENXIO = 6;

    private Fifo() {}

    /** A new one that only its owner may use. */
    public static void make(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls.makeNode(SystemCalls.state(arena), file.toString(), S_IFIFO | OWNER_ONLY);
        }
    }

    /** Whether it is one, and no link to one. */
    public static boolean isOne(Path file) {
        try {
            return isFifo(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isFifo(Path file, LinkOption... options) throws IOException {
        return ((int) Files.getAttribute(file, "unix:mode", options) & S_IFMT) == S_IFIFO;
    }

    /** Whether some process has it open to read. */
    public static boolean isRead(Path fifo) throws IOException {
        return write(fifo, new byte[0]);
    }

    /**
     * Writes without waiting, all of it or nothing.
     *
     * @param bytes 4,096 at most
     * @return false if nobody has it open to read
     * @throws IOException also if so much was written and not read that no more fits
     */
    public static boolean write(Path fifo, byte[] bytes) throws IOException {
        try (Descriptor open = Descriptor.openToWrite(fifo);
                Arena arena = Arena.ofConfined()) {
            if (!isFifo(Path.of("/proc/self/fd/" + open.number()))) {
                throw new IOException(fifo + ": expected a FIFO");
            }
            MemorySegment from = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            if (bytes.length > 0 && open.writeNow(from) != bytes.length) {
                throw new IOException(fifo + ": is full: who reads it does not");
            }
            return true;
        } catch (LinuxException e) {
            if (e.errno() == ENXIO) {
                return false;
            }
            throw e;
        }
    }
}
