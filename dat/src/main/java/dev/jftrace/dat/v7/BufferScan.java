package dev.jftrace.dat.v7;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.io.TraceChannel;
import dev.jftrace.ring.SubBufferLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the CPUs of a buffer that nothing tells of any more. Compressed ones begin at a multiple of the sub-buffer's
 * size with the number of their chunks, and each chunk tells its length. Plain ones are sub-buffers one behind the
 * other: where time goes back another CPU begins. Two CPUs that can't be told apart that way are in the order of time
 * together, so that taking them for one loses nothing but a number.
 */
final class BufferScan {
    private static final int CHUNK_HEADER = 2 * Integer.BYTES;
    private static final int MOST_CPUS = 1 << 16;

    private final TraceChannel channel;
    private final SubBufferLayout layout;
    private final Compression compression;
    private final byte[] head = new byte[16];

    BufferScan(TraceChannel channel, SubBufferLayout layout, Compression compression) {
        this.channel = channel;
        this.layout = layout;
        this.compression = compression;
    }

    /** CPUs whose places are known, without what the file has lost of them. */
    List<CpuRegion> clip(List<CpuRegion> cpus) throws IOException {
        List<CpuRegion> clipped = new ArrayList<>();
        for (CpuRegion cpu : cpus) {
            long there = Math.min(cpu.size(), channel.available(cpu.offset()));
            if (there == cpu.size() || compression == Compression.NONE) {
                clipped.add(new CpuRegion(cpu.cpu(), cpu.offset(), there));
            } else {
                long end = there < Integer.BYTES ? cpu.offset() : endOfChunks(cpu.offset(), cpu.offset() + there);
                clipped.add(new CpuRegion(cpu.cpu(), cpu.offset(), end - cpu.offset()));
            }
        }
        return clipped;
    }

    /** @param numbers of the CPUs in their order, as far as they are known */
    List<CpuRegion> find(long start, long end, List<Integer> numbers) throws IOException {
        List<CpuRegion> cpus = new ArrayList<>();
        long at = aligned(start);
        while (at < end && cpus.size() < MOST_CPUS) {
            long regionEnd = compression == Compression.NONE ? endOfTime(at, end) : endOfChunks(at, end);
            if (regionEnd == at) {
                at += layout.size();
                continue;
            }
            cpus.add(new CpuRegion(number(cpus, numbers), at, regionEnd - at));
            at = aligned(regionEnd);
        }
        return cpus;
    }

    private static int number(List<CpuRegion> before, List<Integer> numbers) {
        int next = before.isEmpty() ? 0 : before.get(before.size() - 1).cpu() + 1;
        return before.size() < numbers.size() ? Math.max(next, numbers.get(before.size())) : next;
    }

    private long aligned(long at) {
        return (at + layout.size() - 1) / layout.size() * layout.size();
    }

    /** @return behind the last chunk that is whole; {@code start} if none is */
    private long endOfChunks(long start, long end) throws IOException {
        if (end - start < Integer.BYTES + CHUNK_HEADER) {
            return start;
        }
        long chunks = u32(start);
        long at = start + Integer.BYTES;
        long whole = start;
        while (chunks-- > 0 && end - at >= CHUNK_HEADER) {
            long packed = u32(at);
            long raw = u32(at + Integer.BYTES);
            if (packed == 0 || raw == 0 || raw % layout.size() != 0 || packed > end - at - CHUNK_HEADER) {
                break;
            }
            at += CHUNK_HEADER + packed;
            whole = at;
        }
        return whole;
    }

    /** @return behind the last sub-buffer whose time is not before that of the one before it */
    private long endOfTime(long start, long end) throws IOException {
        long last = 0;
        long at = start;
        while (end - at >= layout.dataOffset()) {
            channel.read(at, head, head.length);
            long time = ByteBuffer.wrap(head).order(layout.order()).getLong(0);
            boolean empty = time == 0 && u32(at + layout.commitOffset()) == 0;
            if (empty || Long.compareUnsigned(time, last) < 0) {
                return at;
            }
            last = time;
            at += layout.size();
        }
        return Math.min(at, end);
    }

    private long u32(long at) throws IOException {
        channel.read(at, head, Integer.BYTES);
        return Integer.toUnsignedLong(
                ByteBuffer.wrap(head).order(layout.order()).getInt(0));
    }
}
