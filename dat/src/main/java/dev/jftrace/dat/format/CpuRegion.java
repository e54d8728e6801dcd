package dev.jftrace.dat.format;

/**
 * Where the sub-buffers of one CPU are.
 *
 * @param cpu the CPU's number; numbers may be sparse
 * @param offset bytes from the start of the file
 * @param size bytes in the file, that is, after compression; 0 where the CPU recorded nothing
 */
public record CpuRegion(int cpu, long offset, long size) {}
