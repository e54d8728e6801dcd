package dev.jftrace.bench.proof;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** How many entries and exits an agent's buffer holds: docs/format/agent-buffer.md. */
public final class CountRecords {
    private CountRecords() {}

    public static void main(String[] arguments) throws IOException {
        long records = 0;
        try (FileChannel file = FileChannel.open(Path.of(arguments[0]))) {
            MappedByteBuffer buffer = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            buffer.order(ByteOrder.LITTLE_ENDIAN);
            int size = buffer.getInt(12);
            int count = buffer.getInt(16);
            for (int i = 0; i < count; i++) {
                int start = 4096 + i * size;
                boolean used = buffer.getLong(start + 8) != 0;
                for (int at = start + 64; used && at < start + size && buffer.getLong(at) != 0; at += 16) {
                    int kind = buffer.getLong(at + 8) == 0 ? 0 : (int) (buffer.getLong(at + 8) >>> 56);
                    records += kind >= 1 && kind <= 3 ? 1 : 0;
                }
            }
        }
        System.out.println(records);
    }
}
