package dev.jftrace.record.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of a recording's spool files, readable by its user alone. It is deleted at the end. */
final class SpoolFolder {
    private static final long RESERVE_BYTES = 8 << 20;

    private final Path path;

    private SpoolFolder(Path path) {
        this.path = path;
    }

    static SpoolFolder create(Path beside) throws IOException {
        try {
            return new SpoolFolder(Files.createTempDirectory(
                    beside,
                    ".jftrace-kernel-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        } catch (NoSuchFileException e) {
            throw new IOException(beside + ": there is no such folder for the temporary files", e);
        }
    }

    Path path() {
        return path;
    }

    /** Whether the disk has no room for a second copy of so many bytes. */
    boolean isScarce(long bytes) throws IOException {
        return Files.getFileStore(path).getUsableSpace() < bytes + RESERVE_BYTES;
    }

    void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
