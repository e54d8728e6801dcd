package dev.jftrace.tracefs.buffer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Reads sub-buffers by read(2): a copy into this process, which every kernel and every target allows. A read also takes what
 * stands in the sub-buffer that the kernel is writing; the rest of it comes as a sub-buffer of its own.
 */
public final class CopyReader implements CpuBufferReader {
    private final CpuBuffer buffer;
    private final SubBufferSink sink;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment subBuffer;

    public CopyReader(CpuBuffer buffer, SubBufferSink sink) {
        this.buffer = buffer;
        this.sink = sink;
        this.subBuffer = SpoolFile.memory(arena, buffer.subBufferSize());
    }

    @Override
    public long take() throws IOException {
        long taken = 0;
        while (buffer.read(subBuffer)) {
            sink.accept(subBuffer);
            taken += subBuffer.byteSize();
        }
        return taken;
    }

    @Override
    public long takeRest() throws IOException {
        return take();
    }

    @Override
    public void rehearse() throws IOException {
        sink.accept(subBuffer);
    }

    @Override
    public String way() {
        return "read";
    }

    @Override
    public void close() throws IOException {
        arena.close();
        buffer.close();
    }
}
