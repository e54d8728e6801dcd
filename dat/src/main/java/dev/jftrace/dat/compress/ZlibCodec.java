package dev.jftrace.dat.compress;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The two halves are made when first needed: a reader has hundreds of codecs and never compresses. */
final class ZlibCodec implements Codec {
    // A reader refuses a major version above its own zlib's; there has been no other than 1.
    private static final String VERSION = "1.2.11";

    private Inflater inflater;
    private Deflater deflater;

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public int compressBound(int length) {
        return length + (length >> 12) + (length >> 14) + (length >> 25) + 64;
    }

    @Override
    public int compress(byte[] from, int length, byte[] to) {
        if (deflater == null) {
            deflater = new Deflater();
        }
        deflater.reset();
        deflater.setInput(from, 0, length);
        deflater.finish();
        return deflater.deflate(to);
    }

    @Override
    public int decompress(byte[] from, int length, byte[] to, int limit) throws DataFormatException {
        if (inflater == null) {
            inflater = new Inflater();
        }
        inflater.reset();
        inflater.setInput(from, 0, length);
        int written = inflater.inflate(to, 0, limit);
        if (!inflater.finished() && inflater.inflate(new byte[1]) != 0) {
            throw new DataFormatException("more than " + limit + " bytes");
        }
        return written;
    }

    @Override
    public int maxExpansion() {
        return 1032;
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
        if (deflater != null) {
            deflater.end();
        }
    }
}
