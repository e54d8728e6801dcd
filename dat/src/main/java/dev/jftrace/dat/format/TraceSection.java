package dev.jftrace.dat.format;

/**
 * A section of a version 7 file, as a walk from the first to the last finds it.
 *
 * @param id one of {@link OptionId}, or one that is not known yet
 * @param flags bit 0: compressed
 * @param offset bytes from the start of the file to the section's header
 * @param size bytes after the header, in the file
 * @param rawSize bytes of the content when decompressed; {@code size} where it is plain, and of a buffer or its text,
 *     which are compressed chunk by chunk
 * @param description empty where the file has none
 */
public record TraceSection(int id, int flags, long offset, long size, long rawSize, String description) {
    /** The flag of a compressed section. */
    public static final int COMPRESSED = 1;

    /** Whether the content, or each chunk of it, is compressed. */
    public boolean isCompressed() {
        return (flags & COMPRESSED) != 0;
    }
}
