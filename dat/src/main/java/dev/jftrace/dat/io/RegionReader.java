package dev.jftrace.dat.io;

import dev.jftrace.dat.compress.Codec;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;

/**
 * Reads a region block by block into two arrays in turn, so that memory stays flat however long the region is. After a
 * fault the next call goes on behind it, where that is possible; so a call per block ends in any case.
 */
public final class RegionReader {
    private static final int BLOCK = 32 << 10;
    private static final int CHUNK_HEADER_LENGTH = 2 * Integer.BYTES;
    private static final byte[] NOTHING = {};

    /** trace-cmd makes chunks of 10 sub-buffers. */
    private static final int CHUNK_UNITS_LIMIT = 16;

    /** trace-cmd 3.1 does not count the number of chunks, which stands before them, into a CPU's size. */
    private static final int UNCOUNTED = Integer.BYTES;

    private static final int CHUNK_LIMIT = 16 << 20;

    private final TraceChannel channel;
    private final DataRegion region;
    private final byte[] chunkHeader = new byte[CHUNK_HEADER_LENGTH];
    private final long chunkLimit;
    private Codec codec;
    private long next;
    private long left;
    private long chunksLeft = -1;

    private byte[] block = NOTHING;
    private byte[] spare = NOTHING;
    private byte[] packed = NOTHING;
    private int length;
    private long position;

    public RegionReader(TraceChannel channel, DataRegion region) {
        this.channel = channel;
        this.region = region;
        next = region.offset();
        left = region.size() == 0 || region.compression() == Compression.NONE
                ? region.size()
                : region.size() + UNCOUNTED;
        chunkLimit = Math.max(CHUNK_LIMIT, (long) region.unit() * CHUNK_UNITS_LIMIT);
    }

    /**
     * Goes to the next block.
     *
     * @param keep an array that {@link #bytes()} gave before and whose content is still needed; null for none
     * @return false at the end
     */
    public boolean next(byte[] keep) throws IOException {
        length = 0;
        if (left == 0) {
            return false;
        }
        if (left < 0 || channel.available(next) == 0) {
            throw end("expected " + Long.toUnsignedString(left) + " more bytes, found the end of the file");
        }
        if (keep == block) {
            block = spare;
            spare = keep;
        }
        return region.compression() == Compression.NONE ? nextRaw() : nextChunk();
    }

    private boolean nextRaw() throws IOException {
        long whole = Math.max(1, BLOCK / region.unit()) * (long) region.unit();
        int wanted = (int) Math.min(whole, Math.min(left, channel.available(next)));
        block = roomFor(wanted, block);
        length = channel.read(next, block, wanted);
        if (length == 0) {
            throw end("the file became shorter while it was read");
        }
        position = next;
        skip(length);
        return true;
    }

    private boolean nextChunk() throws IOException {
        if (chunksLeft < 0) {
            chunksLeft = u32(header(Integer.BYTES, "a number of chunks"), 0);
            skip(Integer.BYTES);
        }
        if (chunksLeft == 0) {
            finish();
            return false;
        }
        chunksLeft--;
        byte[] sizes = header(CHUNK_HEADER_LENGTH, "a chunk's sizes");
        long packedSize = u32(sizes, 0);
        long size = u32(sizes, Integer.BYTES);
        position = next;
        skip(CHUNK_HEADER_LENGTH);
        if (packedSize == 0 || packedSize > Math.min(Math.min(left, channel.available(next)), 2 * chunkLimit)) {
            throw end("expected a chunk of " + packedSize + " bytes, found " + Math.min(left, channel.available(next)));
        }
        decompress((int) packedSize, size);
        return true;
    }

    private void decompress(int packedSize, long size) throws IOException {
        if (codec == null) {
            codec = channel.codec(region.compression());
        }
        packed = roomFor(packedSize, packed);
        int read = channel.read(next, packed, packedSize);
        skip(packedSize);
        if (size == 0 || size > chunkLimit || size > (long) packedSize * codec.maxExpansion()) {
            throw corrupt(position, "expected a chunk of a sane size, found " + packedSize + " bytes for " + size);
        }
        block = roomFor((int) size, block);
        try {
            int found = codec.decompress(packed, read, block, (int) size);
            if (found != size) {
                throw corrupt(position, "expected a chunk of " + size + " bytes, found " + found);
            }
            length = found;
        } catch (DataFormatException e) {
            throw corrupt(position, "expected a " + region.compression().fileName() + " chunk: " + e.getMessage());
        }
        if (left == 0 || chunksLeft == 0) {
            finish();
        }
    }

    private byte[] header(int headerLength, String what) throws IOException {
        if (headerLength > left || channel.read(next, chunkHeader, headerLength) < headerLength) {
            throw end("expected " + what + ", found the end");
        }
        return chunkHeader;
    }

    private long u32(byte[] bytes, int at) {
        return Integer.toUnsignedLong(
                ByteBuffer.wrap(bytes).order(region.order()).getInt(at));
    }

    private void skip(long bytes) {
        next += bytes;
        left -= bytes;
    }

    private void finish() {
        left = 0;
        if (codec != null) {
            channel.release(codec);
            codec = null;
        }
    }

    private TraceCorruptException end(String what) {
        finish();
        return corrupt(next, what);
    }

    private TraceCorruptException corrupt(long at, String what) {
        return new TraceCorruptException(channel.name(), at, region.what() + ": " + what);
    }

    private static byte[] roomFor(int size, byte[] array) {
        return array.length >= size ? array : new byte[size];
    }

    /** Holds the block from its start on; changed by the call of {@link #next} after the next, at the earliest. */
    public byte[] bytes() {
        return block;
    }

    /** Bytes of the block. */
    public int length() {
        return length;
    }

    /** Bytes from the start of the file to the block, or to the chunk that it was packed in. */
    public long position() {
        return position;
    }
}
