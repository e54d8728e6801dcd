package dev.jftrace.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the numbers of one trace: its byte order is chosen once. The caller checks the bounds. */
public final class ByteReader {
    private static final ByteReader LITTLE = new ByteReader(ByteOrder.LITTLE_ENDIAN);
    private static final ByteReader BIG = new ByteReader(ByteOrder.BIG_ENDIAN);

    // Constants, because only a constant VarHandle compiles to one load.
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;

    private final ByteOrder order;
    private final boolean bigEndian;

    private ByteReader(ByteOrder order) {
        this.order = order;
        bigEndian = order == ByteOrder.BIG_ENDIAN;
    }

    public static ByteReader of(ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN ? BIG : LITTLE;
    }

    public ByteOrder order() {
        return order;
    }

    /** How many bytes come before a NUL; {@code most} where there is none among as many. Eight are looked at at once. */
    static int lengthToNul(byte[] bytes, int offset, int most) {
        int count = 0;
        while (count <= most - Long.BYTES) {
            long word = (long) LONG.get(bytes, offset + count);
            long nuls = word - EVERY_BYTE & ~word & 0x80 * EVERY_BYTE;
            if (nuls != 0) {
                return count + Long.numberOfTrailingZeros(nuls) / Byte.SIZE;
            }
            count += Long.BYTES;
        }
        while (count < most && bytes[offset + count] != 0) {
            count++;
        }
        return count;
    }

    /** The number of 1, 2, 4 or 8 bytes at the offset, without its sign; 0 for any other size. */
    public long unsigned(byte[] bytes, int offset, int size) {
        switch (size) {
            case 1:
                return bytes[offset] & 0xffL;
            case 2:
                short two = (short) SHORT.get(bytes, offset);
                return (bigEndian ? Short.reverseBytes(two) : two) & 0xffffL;
            case 4:
                int four = (int) INT.get(bytes, offset);
                return (bigEndian ? Integer.reverseBytes(four) : four) & 0xffff_ffffL;
            case 8:
                long eight = (long) LONG.get(bytes, offset);
                return bigEndian ? Long.reverseBytes(eight) : eight;
            default:
                return 0;
        }
    }
}
