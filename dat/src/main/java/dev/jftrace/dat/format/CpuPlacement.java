package dev.jftrace.dat.format;

/**
 * Where a writer put the sub-buffers of one CPU.
 *
 * @param offset bytes from the start of the file
 * @param size bytes in the file
 * @param rawSize bytes before compression; {@code size} where nothing is compressed
 */
public record CpuPlacement(int cpu, long offset, long size, long rawSize) {}
