package dev.jftrace.bench;

import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Stands in for a recorder: gives full sub-buffers back, unread, until the JVM closes its buffer; then prints how many
 * records were lost. Argument: the session folder.
 */
public final class Recycler {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final MappedByteBuffer file;
    private final ByteBuffer zeros;
    private final int size;
    private final int count;

    private Recycler(MappedByteBuffer file) {
        this.file = file;
        this.size = (int) INT.get(file, AgentBufferDescriptor.SUB_BUFFER_SIZE_OFFSET);
        this.count = (int) INT.get(file, AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET);
        this.zeros = ByteBuffer.allocateDirect(size);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Recycler recycler = new Recycler(await(Path.of(args[0])));
        while ((int) INT.getVolatile(recycler.file, AgentBufferDescriptor.STATE_OFFSET)
                != AgentBufferDescriptor.STATE_CLOSED) {
            if (!recycler.recycle()) {
                Thread.sleep(1);
            }
        }
        System.out.println(LONG.getVolatile(recycler.file, AgentBufferDescriptor.LOST_OFFSET));
    }

    private static MappedByteBuffer await(Path session) throws IOException, InterruptedException {
        while (true) {
            try (DirectoryStream<Path> jvms = Files.newDirectoryStream(session, "jvm-*")) {
                for (Path jvm : jvms) {
                    Path buffer = jvm.resolve("buffer");
                    if (Files.exists(buffer) && Files.size(buffer) > AgentBufferDescriptor.HEADER_LENGTH) {
                        MappedByteBuffer file = map(buffer);
                        if ((long) LONG.getVolatile(file, 0) == AgentBufferDescriptor.MAGIC) {
                            return map(buffer);
                        }
                    }
                }
            }
            Thread.sleep(5);
        }
    }

    private static MappedByteBuffer map(Path buffer) throws IOException {
        try (FileChannel channel = FileChannel.open(buffer, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, channel.size());
        }
    }

    private boolean recycle() {
        boolean freed = false;
        for (int i = 0; i < count; i++) {
            int at = (int) AgentBufferDescriptor.subBufferOffset(i, size);
            if ((int) INT.getVolatile(file, at) == AgentSubBufferDescriptor.FULL) {
                file.put(at + Integer.BYTES, zeros, 0, size - Integer.BYTES);
                INT.setRelease(file, at, AgentSubBufferDescriptor.FREE);
                freed = true;
            }
        }
        if (freed) {
            LONG.getAndAdd(file, AgentBufferDescriptor.FREE_EPOCH_OFFSET, 1L);
        }
        return freed;
    }
}
