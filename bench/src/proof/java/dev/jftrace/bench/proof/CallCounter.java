package dev.jftrace.bench.proof;

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

/**
 * Stands in for a recorder: counts what is in the full sub-buffers of a traced JVM and gives them back, until a file
 * {@code ended} lies in the session folder; then takes the rest and prints entries, exits, values, lost records. Offsets
 * are those of docs/format/agent-buffer.md.
 */
public final class CallCounter {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER = 4096;
    private static final int FULL = 2;

    private final MappedByteBuffer file;
    private final int size;
    private final int count;
    private final byte[] zeros;
    private long entries;
    private long exits;
    private long values;

    private CallCounter(MappedByteBuffer file) {
        this.file = file;
        this.size = (int) INT.get(file, 12);
        this.count = (int) INT.get(file, 16);
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
            if (!counter.takeFull()) {
                Thread.sleep(1);
            }
        }
        counter.takeRest();
        System.out.println(
                counter.entries + " " + counter.exits + " " + counter.values + " " + (long) LONG.getVolatile(file, 40));
    }

    private static MappedByteBuffer find(Path session) throws IOException {
        try (DirectoryStream<Path> jvms = Files.newDirectoryStream(session, "jvm-*")) {
            for (Path jvm : jvms) {
                Path buffer = jvm.resolve("buffer");
                if (Files.exists(buffer) && Files.size(buffer) > HEADER) {
                    MappedByteBuffer file = map(buffer);
                    return (long) LONG.getVolatile(file, 0) == 0 ? null : map(buffer);
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

    private boolean takeFull() {
        boolean any = false;
        for (int i = 0; i < count; i++) {
            int start = HEADER + i * size;
            if ((int) INT.getVolatile(file, start) == FULL) {
                count(start);
                file.put(start + Integer.BYTES, zeros, 0, size - Integer.BYTES);
                INT.setRelease(file, start, 0);
                any = true;
            }
        }
        if (any) {
            LONG.getAndAdd(file, 48, 1L);
        }
        return any;
    }

    private void takeRest() {
        for (int i = 0; i < count; i++) {
            int start = HEADER + i * size;
            if ((long) LONG.getVolatile(file, start + 8) != 0) {
                count(start);
            }
        }
    }

    private void count(int start) {
        for (int at = start + 64; at < start + size && (long) LONG.getVolatile(file, at) != 0; at += 16) {
            int kind = (int) ((long) LONG.get(file, at + 8) >>> 56);
            entries += kind == 1 ? 1 : 0;
            exits += kind == 2 || kind == 3 ? 1 : 0;
            values += kind == 16 ? 1 : 0;
        }
    }
}
