package dev.jftrace.tracefs.buffer;

import dev.jftrace.tracefs.linux.Descriptor;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** A CPU's part of an instance's ring buffer, opened for taking sub-buffers: {@code per_cpu/cpuN/trace_pipe_raw}. */
public final class CpuBuffer implements Closeable {
    private final int cpu;
    private final int subBufferSize;
    private final Descriptor raw;

    private CpuBuffer(int cpu, int subBufferSize, Descriptor raw) {
        this.cpu = cpu;
        this.subBufferSize = subBufferSize;
        this.raw = raw;
    }

    /** @param instance the instance's folder. @param file {@code trace_pipe_raw} or {@code snapshot_raw} */
    public static CpuBuffer open(Path instance, int cpu, String file, int subBufferSize) throws IOException {
        Path path = instance.resolve("per_cpu/cpu" + cpu).resolve(file);
        return new CpuBuffer(cpu, subBufferSize, Descriptor.openToRead(path));
    }

    public int cpu() {
        return cpu;
    }

    int subBufferSize() {
        return subBufferSize;
    }

    Descriptor raw() {
        return raw;
    }

    /**
     * Waits until the buffer is as full as the instance's {@code buffer_percent} says.
     *
     * @return whether it is; false also for a CPU that has no buffer, as it was never online
     */
    public boolean await(int milliseconds) throws IOException {
        return raw.await(milliseconds);
    }

    /** Reads a sub-buffer, a full one or what stands in the one that is being written. @return whether there was one */
    boolean read(MemorySegment to) throws IOException {
        return raw.read(to) > 0;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
