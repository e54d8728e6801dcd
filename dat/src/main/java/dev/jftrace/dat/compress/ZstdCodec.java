package dev.jftrace.dat.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.zip.DataFormatException;

/** Contexts are made when first needed, as in {@link ZlibCodec}. */
final class ZstdCodec implements Codec {
    /** A block of 128 KB may take 4 bytes: a header and the one byte that it repeats. */
    private static final int MAX_EXPANSION = (128 << 10) / 4;

    private final int level;
    private ZstdCompressCtx compressor;
    private ZstdDecompressCtx decompressor;

    ZstdCodec(int level) {
        this.level = level;
    }

    @Override
    public String version() {
        return "1.5.7";
    }

    @Override
    public int compressBound(int length) {
        return (int) Zstd.compressBound(length);
    }

    @Override
    public int compress(byte[] from, int length, byte[] to) {
        if (compressor == null) {
            // As trace-cmd does: the size stands before the block already.
            compressor = new ZstdCompressCtx().setContentSize(false).setLevel(level);
        }
        return compressor.compressByteArray(to, 0, to.length, from, 0, length);
    }

    @Override
    public int decompress(byte[] from, int length, byte[] to, int limit) throws DataFormatException {
        if (decompressor == null) {
            decompressor = new ZstdDecompressCtx();
        }
        try {
            return decompressor.decompressByteArray(to, 0, limit, from, 0, length);
        } catch (ZstdException e) {
            throw new DataFormatException(e.getMessage());
        }
    }

    @Override
    public int maxExpansion() {
        return MAX_EXPANSION;
    }

    @Override
    public void close() {
        if (compressor != null) {
            compressor.close();
        }
        if (decompressor != null) {
            decompressor.close();
        }
    }
}
