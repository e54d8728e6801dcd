package dev.jftrace.tracefs.buffer;

import dev.jftrace.tracefs.linux.Descriptor;
import dev.jftrace.tracefs.linux.LinuxException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Moves full sub-buffers to a file by splice(2), through a pipe: this process sees none of their bytes. Only the last one, which
 * splice does not give, is read.
 */
public final class SpliceReader implements CpuBufferReader {
    private static final int PIPE_SIZE = 1 << 20;

    private final CpuBuffer buffer;
    private final SpoolFile spool;
    private final Descriptor.Pipe pipe;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment subBuffer;
    private boolean fileSplices = true;

    public SpliceReader(CpuBuffer buffer, SpoolFile spool) throws IOException {
        this.buffer = buffer;
        this.spool = spool;
        this.pipe = Descriptor.pipe(PIPE_SIZE);
        this.subBuffer = SpoolFile.memory(arena, buffer.subBufferSize());
    }

    @Override
    public long take() throws IOException {
        long taken = 0;
        for (long moved = intoPipe(); moved > 0; moved = intoPipe()) {
            outOfPipe(moved);
            taken += moved;
        }
        return taken;
    }

    private long intoPipe() throws IOException {
        long room = Math.min(pipe.size(), spool.room());
        return buffer.raw().splice(pipe.writing(), room - room % buffer.subBufferSize());
    }

    private void outOfPipe(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            left -= fileSplices ? spliced(left) : copied();
        }
        spool.moved(bytes);
    }

    private long spliced(long bytes) throws IOException {
        try {
            return Math.max(0, pipe.reading().splice(spool.target(), bytes));
        } catch (LinuxException e) {
            if (e.errno() != LinuxException.EINVAL) {
                throw e;
            }
            // A file system without splice: what stands in the pipe already goes the other way.
            fileSplices = false;
            return 0;
        }
    }

    private long copied() throws IOException {
        long count = pipe.reading().read(subBuffer);
        spool.target().write(subBuffer.asSlice(0, Math.max(0, count)));
        return Math.max(0, count);
    }

    @Override
    public long takeRest() throws IOException {
        long taken = take();
        while (buffer.read(subBuffer)) {
            spool.target().write(subBuffer);
            spool.moved(subBuffer.byteSize());
            taken += subBuffer.byteSize();
        }
        return taken;
    }

    @Override
    public void rehearse() throws IOException {
        pipe.writing().write(subBuffer);
        outOfPipe(subBuffer.byteSize());
    }

    @Override
    public String way() {
        return fileSplices ? "splice" : "splice and write";
    }

    @Override
    public void close() throws IOException {
        arena.close();
        pipe.close();
        buffer.close();
    }
}
