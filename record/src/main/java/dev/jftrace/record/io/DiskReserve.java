package dev.jftrace.record.io;

import dev.jftrace.tracefs.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room on the disk that a recording keeps for the end: if the disk is full then, the trace can be written nevertheless. */
public final class DiskReserve {
    private static final long BYTES = 8 << 20;

    private final Path file;

    private DiskReserve(Path file) {
        this.file = file;
    }

    /** Where the file system can't reserve, there is none. */
    public static DiskReserve in(Path folder) throws IOException {
        Path file = folder.resolve("reserve");
        try (Descriptor descriptor = Descriptor.create(file)) {
            reserve(descriptor);
        }
        return new DiskReserve(file);
    }

    private static void reserve(Descriptor descriptor) {
        try {
            descriptor.reserve(BYTES);
        } catch (IOException e) {
            // then the end has to do with what is left
        }
    }

    public void release() throws IOException {
        Files.deleteIfExists(file);
    }
}
