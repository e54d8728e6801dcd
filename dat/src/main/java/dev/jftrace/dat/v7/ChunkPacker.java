package dev.jftrace.dat.v7;

import dev.jftrace.dat.compress.Codec;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.io.TraceOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compresses a buffer chunk by chunk, as many at once as there are processors, and writes them in their order:
 *
 * <pre>
 *  | number of chunks u32, only if there is one |
 *  | size here u32 | size when decompressed u32 | compressed ...
 * </pre>
 */
final class ChunkPacker implements AutoCloseable {
    private static final int MOST_THREADS = 8;

    private final TraceOutput out;
    private final Compression compression;
    private final int level;
    private final int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    private final ExecutorService pool = Executors.newFixedThreadPool(threads, ChunkPacker::daemon);
    private final Deque<Future<Chunk>> begun = new ArrayDeque<>();
    private final Deque<Chunk> idle = new ArrayDeque<>();
    private int made;

    ChunkPacker(TraceOutput out, Compression compression, int level) {
        this.out = out;
        this.compression = compression;
        this.level = level;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "chunk packer");
        thread.setDaemon(true);
        return thread;
    }

    /** The memory for one chunk, used again and again. */
    private static final class Chunk implements Callable<Chunk> {
        final Codec codec;
        byte[] plain = {};
        byte[] packed = {};
        int length;
        int size;

        Chunk(Codec codec) {
            this.codec = codec;
        }

        void read(InputStream in, int most) throws IOException {
            if (plain.length < most) {
                plain = new byte[most];
                packed = new byte[codec.compressBound(most)];
            }
            length = in.readNBytes(plain, 0, most);
        }

        @Override
        public Chunk call() {
            size = codec.compress(plain, length, packed);
            return this;
        }
    }

    /**
     * @param most bytes of a chunk when decompressed
     * @return bytes read
     */
    long pack(InputStream in, int most) throws IOException {
        long start = out.position();
        long length = 0;
        int chunks = 0;
        for (Chunk chunk = next(in, most); chunk.length > 0; chunk = next(in, most)) {
            if (chunks++ == 0) {
                out.write(out.bytes().u32(0));
            }
            begun.add(pool.submit(chunk));
            length += chunk.length;
        }
        while (!begun.isEmpty()) {
            writeOldest();
        }
        if (chunks > 0) {
            out.writeAt(start, out.bytes().u32(chunks));
        }
        return length;
    }

    private Chunk next(InputStream in, int most) throws IOException {
        if (idle.isEmpty() && made <= threads) {
            made++;
            idle.add(new Chunk(Codec.of(compression, level)));
        } else if (idle.isEmpty()) {
            writeOldest();
        }
        Chunk chunk = idle.remove();
        chunk.read(in, most);
        if (chunk.length == 0) {
            idle.add(chunk);
        }
        return chunk;
    }

    private void writeOldest() throws IOException {
        try {
            Chunk chunk = begun.remove().get();
            out.write(out.bytes().u32(chunk.size).u32(chunk.length));
            out.write(chunk.packed, chunk.size);
            idle.add(chunk);
        } catch (ExecutionException e) {
            throw new IOException("can't compress a chunk: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while compressing");
        }
    }

    /** Ends the threads; what they hold of one that failed is collected with them. */
    @Override
    public void close() {
        pool.shutdown();
        idle.forEach(chunk -> chunk.codec.close());
        idle.clear();
    }
}
