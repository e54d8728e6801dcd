package dev.jftrace.tracefs.buffer;

import dev.jftrace.tracefs.linux.Descriptor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sub-buffers of one CPU on the disk, until the trace is written. One that is limited is two files: when the one is full,
 * the other is emptied and goes on, so that the newest half of the limit is there at any time.
 */
public final class SpoolFile implements SubBufferSink, Closeable {
    private final List<Half> halves;
    private final int subBufferSize;
    private final long limit;
    private int current;

    private SpoolFile(List<Half> halves, int subBufferSize, long limit) {
        this.halves = halves;
        this.subBufferSize = subBufferSize;
        this.limit = limit;
    }

    /** One of the files. */
    private static final class Half {
        private final Path path;
        private final Descriptor file;
        private long length;

        Half(Path path) throws IOException {
            this.path = path;
            this.file = Descriptor.create(path);
        }
    }

    /** A new one that grows as long as the disk has room. */
    public static SpoolFile create(Path file, int subBufferSize) throws IOException {
        return new SpoolFile(List.of(new Half(file)), subBufferSize, Long.MAX_VALUE);
    }

    /** @param limit bytes that it may have at most; rounded to sub-buffers */
    public static SpoolFile limited(Path file, int subBufferSize, long limit) throws IOException {
        Half first = new Half(file);
        Half second = new Half(file.resolveSibling(file.getFileName() + ".1"));
        long half = Math.max(1, limit / 2 / subBufferSize) * subBufferSize;
        return new SpoolFile(List.of(first, second), subBufferSize, half);
    }

    int subBufferSize() {
        return subBufferSize;
    }

    /** Bytes that it has. */
    public long length() {
        return halves.stream().mapToLong(half -> half.length).sum();
    }

    /** How many bytes may be moved to {@link #target} before {@link #moved} is called. */
    long room() {
        return Math.max(subBufferSize, limit - half().length);
    }

    Descriptor target() {
        return half().file;
    }

    private Half half() {
        return halves.get(current);
    }

    /** So many bytes more were moved to {@link #target}. */
    void moved(long bytes) throws IOException {
        half().length += bytes;
        if (half().length >= limit) {
            current = (current + 1) % halves.size();
            half().file.empty();
            half().length = 0;
        }
    }

    /** Forgets all that it has. */
    public void clear() throws IOException {
        for (Half half : halves) {
            half.file.empty();
            half.length = 0;
        }
        current = 0;
    }

    @Override
    public void accept(MemorySegment subBuffer) throws IOException {
        target().write(subBuffer, half().length);
        moved(subBuffer.byteSize());
    }

    @Override
    public void replace(MemorySegment subBuffer) throws IOException {
        Half last = half().length > 0 ? half() : halves.get((current + halves.size() - 1) % halves.size());
        last.file.write(subBuffer, last.length - subBuffer.byteSize());
    }

    /**
     * All of it, the oldest first.
     *
     * @param releasing whether to give the disk back what has been read: for one that has no room for two copies. What was
     *     read can't be read again then.
     */
    public InputStream open(boolean releasing) throws IOException {
        return new Reading(releasing);
    }

    @Override
    public void close() throws IOException {
        for (Half half : halves) {
            half.file.close();
            Files.deleteIfExists(half.path);
        }
    }

    private final class Reading extends InputStream {
        private static final long RELEASE_BYTES = 1 << 20;

        private final boolean releasing;
        private int turn;
        private FileChannel channel;
        private long at;
        private long released;

        Reading(boolean releasing) throws IOException {
            this.releasing = releasing;
            open();
        }

        private Half reading() {
            return halves.get((current + 1 + turn) % halves.size());
        }

        private void open() throws IOException {
            channel = FileChannel.open(reading().path);
            at = 0;
            released = 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            // A recorder that died in a write may have left a part of a sub-buffer behind the length that counts.
            while (at == reading().length) {
                if (turn + 1 == halves.size()) {
                    return -1;
                }
                channel.close();
                turn++;
                open();
            }
            int wanted = (int) Math.min(length, reading().length - at);
            int count = channel.read(ByteBuffer.wrap(to, offset, wanted), at);
            at += Math.max(0, count);
            if (releasing && at - released >= RELEASE_BYTES) {
                release();
            }
            return count;
        }

        private void release() throws IOException {
            reading().file.punchHole(released, at - released);
            released = at;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A sub-buffer's memory for {@link #accept}. */
    static MemorySegment memory(Arena arena, int subBufferSize) {
        return arena.allocate(subBufferSize, ValueLayout.JAVA_LONG.byteAlignment());
    }
}
