package dev.jftrace.tracefs.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Bytes at offsets, of a file or of an image that was unpacked. */
interface ByteRange {
    /** Fills the buffer from that offset on, or throws an {@link EOFException}. */
    void read(long offset, ByteBuffer into) throws IOException;

    /** {@code count} bytes, little-endian. */
    default ByteBuffer at(long offset, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        read(offset, bytes);
        return bytes.flip();
    }

    static ByteRange of(byte[] bytes) {
        return (offset, into) -> {
            if (offset < 0 || offset > bytes.length - into.remaining()) {
                throw new EOFException("byte " + offset + " is outside of " + bytes.length);
            }
            into.put(bytes, (int) offset, into.remaining());
        };
    }

    /** Of /proc/kcore the size is no guide: only what can be read counts. */
    static ByteRange of(FileChannel channel) {
        return (offset, into) -> {
            long at = offset;
            while (into.hasRemaining()) {
                int count = at < 0 ? -1 : channel.read(into, at);
                if (count <= 0) {
                    throw new EOFException("byte " + at + " is outside");
                }
                at += count;
            }
        };
    }
}
