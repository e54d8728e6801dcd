package dev.jftrace.tracefs.buffer;

import dev.jftrace.tracefs.linux.LinuxException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Reads sub-buffers where the kernel has them, mapped into this process (since Linux 6.10): no copy but the one to the sink.
 *
 * <pre>
 * struct trace_buffer_meta, at the mapping's beginning (include/uapi/linux/trace_mmap.h), native byte order:
 *  0               4               8              12              16              24      28      32
 * +---------------+---------------+---------------+---------------+---------------+-------+-------+
 * | meta page size| meta length   | sub-buf. size | sub-buffers   | reader: lost  | id    | read  |
 * +---------------+---------------+---------------+---------------+---------------+-------+-------+
 * sub-buffer n stands at: meta page size + n * sub-buffer size
 * </pre>
 *
 * The kernel lends one sub-buffer at a time, the reader's. It may be the one that is being written, and then it is lent again
 * with more in it: so the sink is told to replace the last one.
 */
public final class MappedReader implements CpuBufferReader {
    /** TRACE_MMAP_IOCTL_GET_READER: _IO('R', 0x20). */
    private static final long GET_READER = 0x5220;

    private static final int META_PAGE_SIZE = 0;
    private static final int SUB_BUFFER_SIZE = 8;
    private static final int SUB_BUFFERS = 12;
    private static final int LOST_EVENTS = 16;
    private static final int READER_ID = 24;
    private static final int READER_READ = 28;
    private static final int META_LENGTH = 32;

    /** The commit word of a sub-buffer: its low bits are a length, its high ones say what is missing before it. */
    private static final int COMMIT = 8;

    private static final int DATA = 16;
    private static final long LENGTH_MASK = (1L << 27) - 1;
    private static final long MISSED_EVENTS = 1L << 31;
    private static final long MISSED_STORED = 1L << 30;

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final CpuBuffer buffer;
    private final SubBufferSink sink;
    private final MemorySegment mapped;
    private final int metaSize;
    private final int subBufferSize;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment copy;
    private int last = -1;
    private long lastLength;
    private long lastLost;

    private MappedReader(CpuBuffer buffer, SubBufferSink sink, MemorySegment mapped) {
        this.buffer = buffer;
        this.sink = sink;
        this.mapped = mapped;
        this.metaSize = mapped.get(ValueLayout.JAVA_INT, META_PAGE_SIZE);
        this.subBufferSize = mapped.get(ValueLayout.JAVA_INT, SUB_BUFFER_SIZE);
        this.copy = SpoolFile.memory(arena, subBufferSize);
    }

    /** @return null where the kernel can't map this buffer */
    public static MappedReader open(CpuBuffer buffer, SubBufferSink sink) throws IOException {
        MemorySegment meta;
        try {
            meta = buffer.raw().map(META_LENGTH);
        } catch (LinuxException e) {
            return null;
        }
        long size = meta.get(ValueLayout.JAVA_INT, META_PAGE_SIZE)
                + (long) meta.get(ValueLayout.JAVA_INT, SUB_BUFFERS) * meta.get(ValueLayout.JAVA_INT, SUB_BUFFER_SIZE);
        buffer.raw().unmap(meta);
        return new MappedReader(buffer, sink, buffer.raw().map(size));
    }

    @Override
    public long take() throws IOException {
        long taken = 0;
        for (long bytes = lend(); bytes > 0; bytes = lend()) {
            taken += bytes;
        }
        return taken;
    }

    /** @return bytes that are new, 0 for none */
    private long lend() throws IOException {
        if (buffer.raw().ioctl(GET_READER) < 0) {
            return 0;
        }
        int id = mapped.get(ValueLayout.JAVA_INT, READER_ID);
        MemorySegment lent = mapped.asSlice(metaSize + (long) id * subBufferSize, subBufferSize);
        long length = (long) LONG.getAcquire(lent, (long) COMMIT) & LENGTH_MASK;
        boolean again = id == last;
        if (again && length == lastLength || length == 0) {
            return 0;
        }
        // What the kernel has told us to be read is all that counts as read: more may have come since.
        long read = Math.min(length, Integer.toUnsignedLong(mapped.get(ValueLayout.JAVA_INT, READER_READ)));
        if (again && read == lastLength) {
            return 0;
        }
        long lost = again ? lastLost : mapped.get(ValueLayout.JAVA_LONG, LOST_EVENTS);
        copy(lent, read, lost);
        if (again) {
            sink.replace(copy);
        } else {
            sink.accept(copy);
        }
        long fresh = again ? read - lastLength : subBufferSize;
        last = id;
        lastLength = read;
        lastLost = lost;
        return fresh;
    }

    private void copy(MemorySegment lent, long length, long lost) {
        copy.fill((byte) 0);
        MemorySegment.copy(lent, 0, copy, 0, DATA + length);
        long commit = length;
        if (lost > 0) {
            commit |= MISSED_EVENTS;
            if (DATA + length + Long.BYTES <= subBufferSize) {
                commit |= MISSED_STORED;
                copy.set(ValueLayout.JAVA_LONG_UNALIGNED, DATA + length, lost);
            }
        }
        copy.set(ValueLayout.JAVA_LONG, COMMIT, commit);
    }

    @Override
    public long takeRest() throws IOException {
        return take();
    }

    @Override
    public void rehearse() throws IOException {
        sink.accept(copy);
    }

    @Override
    public String way() {
        return "mmap";
    }

    @Override
    public void close() throws IOException {
        buffer.raw().unmap(mapped);
        arena.close();
        buffer.close();
    }
}
