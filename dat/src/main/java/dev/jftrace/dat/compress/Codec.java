package dev.jftrace.dat.compress;

import dev.jftrace.dat.format.Compression;
import java.util.zip.DataFormatException;

/** Compresses and decompresses one block after the other; for one thread at a time. Holds memory outside the heap. */
public interface Codec extends AutoCloseable {
    /** For the name in a file's header. */
    String version();

    /** Bytes that {@code length} bytes may take when they do not compress. */
    int compressBound(int length);

    /** @return how many bytes it wrote to the start of {@code to}, which has room for {@link #compressBound} */
    int compress(byte[] from, int length, byte[] to);

    /**
     * @return how many bytes it wrote to the start of {@code to}
     * @throws DataFormatException if the block is damaged, or longer than {@code limit} when decompressed
     */
    int decompress(byte[] from, int length, byte[] to, int limit) throws DataFormatException;

    /** More than this many bytes never come out of one byte. A block that claims more is not worth an array. */
    int maxExpansion();

    @Override
    void close();

    /** @throws IllegalArgumentException for {@link Compression#NONE} */
    static Codec of(Compression compression) {
        return of(compression, Compression.DEFAULT_LEVEL);
    }

    /**
     * @param level of zstd, 1 to 19; zlib has its own
     * @throws IllegalArgumentException for {@link Compression#NONE}
     */
    static Codec of(Compression compression, int level) {
        return switch (compression) {
            case ZLIB -> new ZlibCodec();
            case ZSTD -> new ZstdCodec(level);
            case NONE -> throw new IllegalArgumentException("nothing is compressed");
        };
    }
}
