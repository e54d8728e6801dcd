package dev.jftrace.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the numbers of one trace: its byte order is chosen once. The caller checks the bounds. */
public final class ByteReader {
    private static final ByteReader LITTLE = new ByteReader(ByteOrder.LITTLE_ENDIAN);
    private static final ByteReader BIG = new ByteReader(ByteOrder.BIG_ENDIAN);

    private final ByteOrder order;
    private final VarHandle shorts;
    private final VarHandle ints;
    private final VarHandle longs;

    private ByteReader(ByteOrder order) {
        this.order = order;
        shorts = MethodHandles.byteArrayViewVarHandle(short[].class, order);
        ints = MethodHandles.byteArrayViewVarHandle(int[].class, order);
        longs = MethodHandles.byteArrayViewVarHandle(long[].class, order);
    }

    public static ByteReader of(ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN ? BIG : LITTLE;
    }

    public ByteOrder order() {
        return order;
    }

    /** The number of 1, 2, 4 or 8 bytes at the offset, without its sign; 0 for any other size. */
    public long unsigned(byte[] bytes, int offset, int size) {
        switch (size) {
            case 1:
                return bytes[offset] & 0xffL;
            case 2:
                return (short) shorts.get(bytes, offset) & 0xffffL;
            case 4:
                return (int) ints.get(bytes, offset) & 0xffff_ffffL;
            case 8:
                return (long) longs.get(bytes, offset);
            default:
                return 0;
        }
    }
}
