package dev.jftrace.record.io;

import dev.jftrace.dat.format.CpuSource;
import java.util.List;

/**
 * What one instance recorded, as the file is to have it.
 *
 * @param name "" for the top buffer
 * @param clock as {@code mono}
 * @param subBufferSize bytes
 * @param stats of each CPU, as option CPUSTAT has them
 */
public record RecordedBuffer(String name, String clock, int subBufferSize, List<CpuSource> cpus, List<String> stats) {
    public RecordedBuffer {
        cpus = List.copyOf(cpus);
        stats = List.copyOf(stats);
    }
}
