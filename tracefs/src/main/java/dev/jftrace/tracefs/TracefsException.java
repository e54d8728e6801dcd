package dev.jftrace.tracefs;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** A control file refused: says which, what was to be written, and why. */
public final class TracefsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String value;

    /** @param value null for a read */
    TracefsException(String file, String value, IOException cause) {
        super(file + ": " + (value == null ? "" : "writing '" + value + "': ") + reason(cause), cause);
        this.file = file;
        this.value = value;
    }

    private static String reason(IOException cause) {
        if (cause instanceof java.nio.file.NoSuchFileException) {
            return "this kernel has no such file";
        }
        if (cause instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        return cause instanceof FileSystemException other && other.getReason() != null
                ? other.getReason()
                : cause.getMessage();
    }

    public String file() {
        return file;
    }

    /** @return null for a read */
    public String value() {
        return value;
    }
}
