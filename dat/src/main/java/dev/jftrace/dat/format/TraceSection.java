package dev.jftrace.dat.format;

/**
 * A section of a version 7 file, as a walk from the first to the last finds it.
 *
 * @param id one of {@link OptionId}, or one that is not known yet
 * @param offset bytes from the start of the file to the section's header
 * @param size bytes after the header, in the file
 * @param description empty where the file has none
 */
public record TraceSection(int id, boolean compressed, long offset, long size, String description) {}
