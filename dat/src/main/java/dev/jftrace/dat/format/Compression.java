package dev.jftrace.dat.format;

import java.util.Optional;

/** How a version 7 file holds its sections and pages. */
public enum Compression {
    NONE("none"),
    ZLIB("zlib"),
    ZSTD("zstd");

    /** Of zstd, where nobody asks for another. */
    public static final int DEFAULT_LEVEL = 3;

    private final String fileName;

    Compression(String fileName) {
        this.fileName = fileName;
    }

    /** As the file's header names it. */
    public String fileName() {
        return fileName;
    }

    /** @return empty for one that is not known */
    public static Optional<Compression> named(String fileName) {
        for (Compression compression : values()) {
            if (compression.fileName.equals(fileName)) {
                return Optional.of(compression);
            }
        }
        return Optional.empty();
    }
}
