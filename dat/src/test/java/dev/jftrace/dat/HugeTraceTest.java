package dev.jftrace.dat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.event.CpuCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets beyond 2 and 4 GB; the file has a hole, so it takes no room on the disk. */
class HugeTraceTest {
    private static final long FAR = (5L << 30) + 4096;
    private static final int TABLE_ENTRY = 2 * Long.BYTES;

    @TempDir
    private Path folder;

    @Test
    void shouldReadEventsBehindFiveGigabytes() throws IOException {
        Path file = Corpus.unpack("v6.dat", folder);
        long[] expected = DamagedTraceTest.count(file);
        CpuRegion cpu;
        try (TraceFile trace = TraceFile.open(file)) {
            cpu = trace.buffers().get(0).cpus().get(0);
        }
        move(file, cpu);

        try (TraceFile trace = TraceFile.open(file)) {
            assertThat(trace.size()).isGreaterThan(FAR);
            CpuCursor cursor = trace.buffers().get(0).cursors().get(0);
            assertThat(cursor.cpu()).isZero();
        }
        assertThat(DamagedTraceTest.count(file)).isEqualTo(expected);
    }

    /** Puts the sub-buffers of CPU 0 far behind, and their place into the table. */
    private static void move(Path file, CpuRegion cpu) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer pages = ByteBuffer.allocate((int) cpu.size());
            channel.read(pages, cpu.offset());
            channel.write(pages.flip(), FAR);
            ByteBuffer entry = ByteBuffer.allocate(TABLE_ENTRY).order(ByteOrder.LITTLE_ENDIAN);
            entry.putLong(cpu.offset()).putLong(cpu.size()).flip();
            long at = find(channel, entry.array(), cpu.offset());
            channel.write(
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(FAR)
                            .flip(),
                    at);
        }
    }

    private static long find(FileChannel channel, byte[] wanted, long end) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) end);
        channel.read(head, 0);
        for (int at = (int) end - wanted.length; at >= 0; at--) {
            if (head.slice(at, wanted.length).limit(wanted.length).equals(ByteBuffer.wrap(wanted))) {
                return at;
            }
        }
        throw new IOException("no entry for the CPU");
    }
}
