package dev.jftrace.agent.hook;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import sun.nio.ch.DirectBuffer;

/** A copy of a buffer in a file of its own, of those sub-buffers that hold something. */
final class Snapshot implements AutoCloseable {
    private final FileChannel channel;
    private final ByteBuffer copy;
    private final int size;
    private final int generation;
    private int count;

    Snapshot(Path file, long header, int subBufferSize, int generation) throws IOException {
        this.channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), OwnerOnly.FILE);
        this.size = subBufferSize;
        this.generation = generation;
        this.copy = ByteBuffer.allocateDirect(Math.max(size, AgentBufferDescriptor.HEADER_LENGTH));
        write(header, AgentBufferDescriptor.HEADER_LENGTH);
    }

    /** A thread may write on meanwhile: records are copied from the first on, stamp before info, so what is torn has no stamp. */
    void add(long at) throws IOException {
        long sequence = sequence(at);
        if (sequence == 0 || Hook.UNSAFE.getInt(at + AgentSubBufferDescriptor.GENERATION_OFFSET) != generation) {
            return;
        }
        long thread = Hook.UNSAFE.getLong(at + AgentSubBufferDescriptor.JAVA_THREAD_OFFSET);
        Hook.UNSAFE.copyMemory(at, ((DirectBuffer) copy).address(), size);
        boolean same = sequence(at) == sequence
                && Hook.UNSAFE.getLong(at + AgentSubBufferDescriptor.JAVA_THREAD_OFFSET) == thread;
        if (same) {
            write(size);
            count++;
        }
    }

    private static long sequence(long at) {
        return Hook.UNSAFE.getLongVolatile(null, at + AgentSubBufferDescriptor.SEQUENCE_OFFSET);
    }

    private void write(long from, int length) throws IOException {
        Hook.UNSAFE.copyMemory(from, ((DirectBuffer) copy).address(), length);
        write(length);
    }

    private void write(int length) throws IOException {
        copy.clear().limit(length);
        while (copy.hasRemaining()) {
            channel.write(copy);
        }
    }

    @Override
    public void close() throws IOException {
        try (FileChannel closing = channel) {
            ByteBuffer number = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            closing.write(number.putInt(0, count), AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET);
        }
    }
}
