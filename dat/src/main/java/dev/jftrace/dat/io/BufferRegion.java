package dev.jftrace.dat.io;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuRegion;
import java.util.List;

/**
 * A buffer as either version describes it.
 *
 * @param name empty for the top buffer
 * @param clock empty where the file does not tell
 * @param subBufferSize bytes
 */
public record BufferRegion(
        String name, String clock, int subBufferSize, Compression compression, List<CpuRegion> cpus) {
    public BufferRegion {
        cpus = List.copyOf(cpus);
    }
}
