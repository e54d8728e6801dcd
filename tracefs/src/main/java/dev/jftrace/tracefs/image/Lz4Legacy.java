package dev.jftrace.tracefs.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * LZ4's legacy frame, which the kernel's build makes with {@code lz4 -l}: a magic number, then blocks, each independent and of at most
 * 8 MiB unpacked.
 *
 * <pre>
 *  | magic u32 | size u32 | block ...| size u32 | block ...|
 *
 *  block: sequences of  | token u8 | more literal length ... | literals ... | offset u16 | more match length ... |
 *  token: literals in the high four bits, match length - 4 in the low four; 15 means that bytes follow to be added, each 255 but the
 *  last; the last sequence ends behind its literals
 * </pre>
 */
final class Lz4Legacy {
    static final int MAGIC = 0x184c2102;
    private static final int BLOCK_BYTES = 8 << 20;
    private static final int SHORTEST_MATCH = 4;
    private static final int FOLLOWED = 15;

    private final byte[] packed;
    private final int end;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int at;
    private int filled;

    private Lz4Legacy(byte[] packed, int begin, int end) {
        this.packed = packed;
        this.at = begin;
        this.end = end;
    }

    /** @param end where the blocks end */
    static byte[] unpack(byte[] packed, int end, int largest) throws IOException {
        ByteBuffer sizes = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream kernel = new ByteArrayOutputStream();
        int at = Integer.BYTES;
        while (at + Integer.BYTES <= end) {
            int size = sizes.getInt(at);
            at += Integer.BYTES;
            if (size == MAGIC) {
                continue; // frames may follow each other
            }
            if (size <= 0 || size > end - at) {
                throw new IOException(
                        "an lz4 block of " + Integer.toUnsignedLong(size) + " bytes where " + (end - at) + " are left");
            }
            Lz4Legacy one = new Lz4Legacy(packed, at, at + size);
            one.unpackBlock();
            kernel.write(one.block, 0, one.filled);
            if (kernel.size() > largest) {
                throw new IOException("more than " + largest + " bytes");
            }
            at += size;
        }
        return kernel.toByteArray();
    }

    private void unpackBlock() throws IOException {
        while (at < end) {
            int token = next();
            literals(length(token >> 4));
            if (at < end) {
                int offset = next() | next() << 8;
                match(offset, length(token & FOLLOWED) + SHORTEST_MATCH);
            }
        }
    }

    private int next() throws IOException {
        if (at >= end) {
            throw new IOException("an lz4 block that was cut");
        }
        return packed[at++] & 0xff;
    }

    private int length(int first) throws IOException {
        int length = first;
        if (first == FOLLOWED) {
            int more;
            do {
                more = next();
                length += more;
            } while (more == 255 && length <= BLOCK_BYTES);
        }
        return length;
    }

    private void literals(int count) throws IOException {
        if (count > end - at || count > block.length - filled) {
            throw new IOException(count + " lz4 literals where there is no room");
        }
        System.arraycopy(packed, at, block, filled, count);
        at += count;
        filled += count;
    }

    private void match(int offset, int count) throws IOException {
        if (offset == 0 || offset > filled || count > block.length - filled) {
            throw new IOException("an lz4 match of " + count + " bytes, " + offset + " back");
        }
        for (int i = 0; i < count; i++, filled++) {
            block[filled] = block[filled - offset];
        }
    }
}
