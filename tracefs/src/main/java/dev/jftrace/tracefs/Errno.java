package dev.jftrace.tracefs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** The errors that ftrace's control files give, told from the JDK's exceptions, which carry only the C library's words. */
public enum Errno {
    EACCES("Permission denied"),
    EAGAIN("Resource temporarily unavailable"),
    EBADF("Bad file descriptor"),
    EBUSY("Device or resource busy"),
    EEXIST("File exists"),
    EFAULT("Bad address"),
    EINVAL("Invalid argument"),
    EIO("Input/output error"),
    ENODEV("No such device"),
    ENOENT("No such file or directory"),
    ENOMEM("Cannot allocate memory"),
    ENOSPC("No space left on device"),
    EOPNOTSUPP("Operation not supported"),
    EOVERFLOW("Value too large for defined data type"),
    EPERM("Operation not permitted"),
    ERANGE("Numerical result out of range"),
    EROFS("Read-only file system");

    private final String words;

    Errno(String words) {
        this.words = words;
    }

    /** As the C library says it. */
    public String words() {
        return words;
    }

    /** Which error an exception of the JDK's tells of; empty if its words are not the C library's. */
    public static Optional<Errno> of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return Optional.of(ENOENT);
        }
        if (e instanceof AccessDeniedException) {
            return Optional.of(EACCES);
        }
        if (e instanceof FileAlreadyExistsException) {
            return Optional.of(EEXIST);
        }
        String said = e instanceof FileSystemException other ? other.getReason() : e.getMessage();
        for (Errno errno : values()) {
            if (errno.words.equals(said)) {
                return Optional.of(errno);
            }
        }
        return Optional.empty();
    }
}
