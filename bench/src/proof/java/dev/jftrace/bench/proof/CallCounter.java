package dev.jftrace.bench.proof;

import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import dev.jftrace.ring.AgentValue;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Stands in for a recorder: counts what is in the full sub-buffers of a traced JVM and gives them back, until a file
 * {@code ended} lies in the session folder; then takes the rest and prints entries, exits, values, lost records. A file
 * {@code calls} in the session folder has a line {@code ENTRIES ID} for each function.
 */
public final class CallCounter {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** A look at thousands of sub-buffers is some thousand cache misses. */
    private static final long BETWEEN_LOOKS_MS = 5;

    private final MappedByteBuffer file;
    private final int size;
    private final int count;
    private final byte[] zeros;
    private long[] calls = new long[1 << 12];
    private long entries;
    private long exits;
    private long values;

    private CallCounter(MappedByteBuffer file) {
        this.file = file;
        this.size = (int) INT.get(file, AgentBufferDescriptor.SUB_BUFFER_SIZE_OFFSET);
        this.count = (int) INT.get(file, AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET);
        this.zeros = new byte[size];
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path session = Path.of(arguments[0]);
        MappedByteBuffer file = null;
        while (file == null) {
            if (Files.exists(session.resolve("ended"))) {
                System.out.println("0 0 0 0");
                return;
            }
            Thread.sleep(5);
            file = find(session);
        }
        CallCounter counter = new CallCounter(file);
        while (!Files.exists(session.resolve("ended"))) {
            counter.beat();
            if (!counter.takeFull()) {
                Thread.sleep(BETWEEN_LOOKS_MS);
            }
        }
        counter.takeRest();
        counter.writeCalls(session.resolve("calls"));
        System.out.println(counter.entries + " " + counter.exits + " " + counter.values + " "
                + (long) LONG.getVolatile(file, AgentBufferDescriptor.LOST_OFFSET));
    }

    private static MappedByteBuffer find(Path session) throws IOException {
        try (DirectoryStream<Path> jvms = Files.newDirectoryStream(session, "jvm-*")) {
            for (Path jvm : jvms) {
                Path buffer = jvm.resolve("buffer");
                if (Files.exists(buffer) && Files.size(buffer) > AgentBufferDescriptor.HEADER_LENGTH) {
                    MappedByteBuffer file = map(buffer);
                    return (long) LONG.getVolatile(file, AgentBufferDescriptor.MAGIC_OFFSET) == 0 ? null : map(buffer);
                }
            }
        }
        return null;
    }

    private static MappedByteBuffer map(Path buffer) throws IOException {
        try (FileChannel channel = FileChannel.open(buffer, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
        }
    }

    /** A writer in block mode waits only for a recorder that lives. */
    private void beat() {
        LONG.setVolatile(file, AgentBufferDescriptor.HEARTBEAT_OFFSET, System.nanoTime());
    }

    private boolean takeFull() {
        boolean any = false;
        for (int i = 0; i < count; i++) {
            int start = (int) AgentBufferDescriptor.subBufferOffset(i, size);
            if ((int) INT.getVolatile(file, start) == AgentSubBufferDescriptor.FULL) {
                count(start);
                file.put(start + Integer.BYTES, zeros, 0, size - Integer.BYTES);
                INT.setRelease(file, start, AgentSubBufferDescriptor.FREE);
                any = true;
            }
        }
        if (any) {
            LONG.getAndAdd(file, AgentBufferDescriptor.FREE_EPOCH_OFFSET, 1L);
        }
        return any;
    }

    private void takeRest() {
        for (int i = 0; i < count; i++) {
            int start = (int) AgentBufferDescriptor.subBufferOffset(i, size);
            if ((long) LONG.getVolatile(file, start + AgentSubBufferDescriptor.SEQUENCE_OFFSET) != 0) {
                count(start);
            }
        }
    }

    private void count(int start) {
        int end = start + size;
        for (int at = start + AgentSubBufferDescriptor.HEADER_LENGTH; at < end; at += AgentRecord.LENGTH) {
            if ((long) LONG.getVolatile(file, at) == 0) {
                return;
            }
            long info = (long) LONG.get(file, at + AgentRecord.INFO_OFFSET);
            int kind = AgentRecord.kind(info);
            if (kind == AgentRecord.ENTRY || kind == AgentRecord.FUNCTION) {
                entries++;
                countCall(AgentRecord.id(info));
            }
            exits += kind == AgentRecord.EXIT || kind == AgentRecord.EXIT_THROW ? 1 : 0;
            values += kind == AgentValue.VALUE ? 1 : 0;
        }
    }

    private void countCall(int id) {
        if (id >= calls.length) {
            calls = Arrays.copyOf(calls, Math.max(id + 1, calls.length * 2));
        }
        calls[id]++;
    }

    private void writeCalls(Path to) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < calls.length; id++) {
            if (calls[id] > 0) {
                text.append(calls[id]).append(' ').append(id).append('\n');
            }
        }
        Files.writeString(to, text);
    }
}
