package dev.jftrace.agent.hook;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Set;
import sun.nio.ch.DirectBuffer;

/** The mapped file that the threads of this JVM record into; see {@link AgentBufferDescriptor} for its bytes. */
public final class TraceBuffer {
    private static final int ZEROS = 1 << 20;
    /** Bytes. */
    static final int WASTE = 4096;

    private static final int CACHE_LINE = 64;
    private static final int SCRAP_LINES = 64;

    /** Unmaps the file when it is collected. */
    private final MappedByteBuffer mapping;

    private final long base;
    private final int subBufferSize;
    private final int subBufferCount;
    private final long scraps;
    private volatile long wastes;

    /** Where the next search begins. Threads race for it: it only has to spread them. */
    private int hint;

    private TraceBuffer(MappedByteBuffer mapping, int subBufferSize, int subBufferCount) {
        this.mapping = mapping;
        this.base = ((DirectBuffer) mapping).address();
        this.subBufferSize = subBufferSize;
        this.subBufferCount = subBufferCount;
        this.scraps = Hook.UNSAFE.allocateMemory((SCRAP_LINES + 1) * CACHE_LINE) + CACHE_LINE - 1 & -CACHE_LINE;
    }

    /**
     * @param subBufferSize bytes, a multiple of a record
     * @throws IOException when the file is there already, or has no room on its disk
     */
    static TraceBuffer create(Path file, int subBufferSize, int subBufferCount, int pid) throws IOException {
        long size = AgentBufferDescriptor.subBufferOffset(subBufferCount, subBufferSize);
        try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), OwnerOnly.FILE)) {
            allocate(channel, size);
            TraceBuffer buffer =
                    new TraceBuffer(channel.map(MapMode.READ_WRITE, 0, size), subBufferSize, subBufferCount);
            buffer.writeHeader(pid);
            return buffer;
        }
    }

    /** Writes every block: a hole that the disk cannot fill later would be a SIGBUS in the traced program. */
    private static void allocate(FileChannel channel, long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
        for (long left = size; left > 0; ) {
            zeros.clear().limit((int) Math.min(left, ZEROS));
            left -= channel.write(zeros);
        }
    }

    private void writeHeader(int pid) {
        Hook.UNSAFE.putInt(base + AgentBufferDescriptor.VERSION_OFFSET, AgentBufferDescriptor.VERSION);
        Hook.UNSAFE.putInt(base + AgentBufferDescriptor.SUB_BUFFER_SIZE_OFFSET, subBufferSize);
        Hook.UNSAFE.putInt(base + AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET, subBufferCount);
        Hook.UNSAFE.putInt(base + AgentBufferDescriptor.PID_OFFSET, pid);
        Hook.UNSAFE.putInt(base + AgentBufferDescriptor.CLOCK_OFFSET, AgentBufferDescriptor.CLOCK_MONO);
        Hook.UNSAFE.putInt(base + AgentBufferDescriptor.STATE_OFFSET, AgentBufferDescriptor.STATE_OPEN);
        Hook.UNSAFE.putLong(base + AgentBufferDescriptor.START_OFFSET, System.nanoTime());
        Hook.UNSAFE.putLongRelease(null, base + AgentBufferDescriptor.MAGIC_OFFSET, AgentBufferDescriptor.MAGIC);
    }

    /** The address of a free sub-buffer that is the caller's from here on, or 0. */
    long take() {
        int index = hint;
        for (int i = 0; i < subBufferCount; i++, index++) {
            if (index >= subBufferCount) {
                index = 0;
            }
            long state = base
                    + AgentBufferDescriptor.subBufferOffset(index, subBufferSize)
                    + AgentSubBufferDescriptor.STATE_OFFSET;
            if (Hook.UNSAFE.getIntVolatile(null, state) == AgentSubBufferDescriptor.FREE
                    && Hook.UNSAFE.compareAndSetInt(
                            null, state, AgentSubBufferDescriptor.FREE, AgentSubBufferDescriptor.OWNED)) {
                hint = index + 1;
                return state;
            }
        }
        return 0;
    }

    /** Bytes. */
    int subBufferSize() {
        return subBufferSize;
    }

    long freeEpoch() {
        return Hook.UNSAFE.getLongVolatile(null, base + AgentBufferDescriptor.FREE_EPOCH_OFFSET);
    }

    void countLost() {
        Hook.UNSAFE.getAndAddLong(null, base + AgentBufferDescriptor.LOST_OFFSET, 1);
    }

    void countSlowPath() {
        Hook.UNSAFE.getAndAddLong(null, base + AgentBufferDescriptor.SLOW_PATHS_OFFSET, 1);
    }

    void close() {
        Hook.UNSAFE.putIntRelease(null, base + AgentBufferDescriptor.STATE_OFFSET, AgentBufferDescriptor.STATE_CLOSED);
    }

    /** Room for many records that nobody reads; made when a thread is left out of the trace. */
    long waste(long javaThread) {
        if (wastes == 0) {
            wastes = makeWastes();
        }
        return wastes + (javaThread & SCRAP_LINES - 1) * WASTE;
    }

    private synchronized long makeWastes() {
        return wastes == 0 ? Hook.UNSAFE.allocateMemory((long) SCRAP_LINES * WASTE) : wastes;
    }

    /** Room for one record that nobody reads, on a cache line that few threads share. */
    long scrap(long javaThread) {
        return scraps + (javaThread & SCRAP_LINES - 1) * CACHE_LINE;
    }
}
