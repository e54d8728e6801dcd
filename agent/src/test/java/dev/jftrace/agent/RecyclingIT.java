package dev.jftrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.agent.TracedJvm.Jdk;
import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader that gives sub-buffers back while the program runs. */
class RecyclingIT {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @TempDir
    Path folder;

    private long read;
    private long lostBySubBuffers;
    private long recycled;

    static Stream<Jdk> jdks() throws Exception {
        return TracedJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldAccountForEveryRecordWhileSubBuffersAreReused(Jdk jdk) throws Exception {
        TracedJvm jvm = new TracedJvm(jdk, folder).with("buffer_kb=256", "sub_buffer_kb=16");
        Process process = jvm.start("""
                public class Main {
                    static void call() { }
                    static void calls() { for (int i = 0; i < 300000; i++) call(); }
                    public static void main(String[] a) throws Exception {
                        Thread[] threads = new Thread[3];
                        for (int i = 0; i < threads.length; i++) (threads[i] = new Thread(Main::calls)).start();
                        for (Thread thread : threads) thread.join();
                    }
                }
                """);
        ByteBuffer file = await(process, jvm.session(), 256 * 1024);
        while (process.isAlive()) {
            recycle(file, AgentSubBufferDescriptor.FULL);
        }
        recycle(file, AgentSubBufferDescriptor.FULL);
        recycle(file, AgentSubBufferDescriptor.OWNED);

        assertThat(jvm.await(process).status()).isZero();
        long lost = file.getLong(AgentBufferDescriptor.LOST_OFFSET);
        assertThat(read + lost).isEqualTo(2 * (1 + 3 + 900_000));
        assertThat(lostBySubBuffers).isBetween(0L, lost);
        assertThat(recycled).as("more than the buffer holds").isGreaterThan(16);
    }

    static ByteBuffer await(Process process, Path session, int length) throws IOException, InterruptedException {
        while (true) {
            assertThat(process.isAlive()).isTrue();
            try (Stream<Path> files = Files.find(session, 2, (path, attributes) -> path.endsWith("buffer"))) {
                for (Path buffer : files.toList()) {
                    ByteBuffer file = map(buffer);
                    if (file.capacity() > length && (long) LONG.getVolatile(file, 0) == AgentBufferDescriptor.MAGIC) {
                        return file;
                    }
                }
            }
            Thread.sleep(1);
        }
    }

    private static ByteBuffer map(Path buffer) throws IOException {
        try (FileChannel channel = FileChannel.open(buffer, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Gives full sub-buffers back unread. */
    static void giveBack(ByteBuffer file) {
        new RecyclingIT().recycle(file, AgentSubBufferDescriptor.FULL);
    }

    private void recycle(ByteBuffer file, int state) {
        int size = file.getInt(AgentBufferDescriptor.SUB_BUFFER_SIZE_OFFSET);
        long before = recycled;
        for (int i = 0; i < file.getInt(AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET); i++) {
            int at = (int) AgentBufferDescriptor.subBufferOffset(i, size);
            if ((int) INT.getVolatile(file, at) == state) {
                read(file, at, size);
                file.put(at + Integer.BYTES, new byte[size - Integer.BYTES]);
                INT.setRelease(file, at, AgentSubBufferDescriptor.FREE);
                recycled++;
            }
        }
        if (recycled > before) {
            LONG.getAndAdd(file, AgentBufferDescriptor.FREE_EPOCH_OFFSET, recycled - before);
        }
    }

    private void read(ByteBuffer file, int subBuffer, int size) {
        lostBySubBuffers += file.getLong(subBuffer + AgentSubBufferDescriptor.LOST_OFFSET);
        for (int at = subBuffer + AgentSubBufferDescriptor.HEADER_LENGTH;
                at < subBuffer + size && file.getLong(at) != 0;
                at += AgentRecord.LENGTH) {
            if (AgentRecord.kind(file.getLong(at + AgentRecord.INFO_OFFSET)) != AgentRecord.SWITCH) {
                read++;
            }
        }
    }
}
