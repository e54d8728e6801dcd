package dev.jftrace.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Words of one byte order in a byte array; at any alignment. */
final class SubBufferWords {
    // Constants, because only a constant VarHandle compiles to one load. The swap for the other order is a foreseeable
    // branch.
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final boolean bigEndian;

    SubBufferWords(ByteOrder order) {
        bigEndian = order == ByteOrder.BIG_ENDIAN;
    }

    /** Unsigned. */
    int getShort(byte[] bytes, int at) {
        short value = (short) SHORT.get(bytes, at);
        return (bigEndian ? Short.reverseBytes(value) : value) & 0xffff;
    }

    int getInt(byte[] bytes, int at) {
        int value = (int) INT.get(bytes, at);
        return bigEndian ? Integer.reverseBytes(value) : value;
    }

    long getLong(byte[] bytes, int at) {
        long value = (long) LONG.get(bytes, at);
        return bigEndian ? Long.reverseBytes(value) : value;
    }

    /** A word of the kernel's long: {@code size} is 4 or 8; 4 bytes are unsigned. */
    long getWord(byte[] bytes, int at, int size) {
        return size == Long.BYTES ? getLong(bytes, at) : Integer.toUnsignedLong(getInt(bytes, at));
    }

    /** An event's first word with its type length in the low bits, whatever the byte order. */
    int getEventHeader(byte[] bytes, int at) {
        int value = (int) INT.get(bytes, at);
        return bigEndian
                ? Integer.rotateLeft(Integer.reverseBytes(value), EventHeaderDescriptor.BIG_ENDIAN_ROTATION)
                : value;
    }

    void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, bigEndian ? Integer.reverseBytes(value) : value);
    }

    void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, bigEndian ? Long.reverseBytes(value) : value);
    }

    void putWord(byte[] bytes, int at, int size, long value) {
        if (size == Long.BYTES) {
            putLong(bytes, at, value);
        } else {
            putInt(bytes, at, (int) value);
        }
    }

    void putEventHeader(byte[] bytes, int at, int typeLength, int delta) {
        int value = delta << EventHeaderDescriptor.TYPE_LEN_BITS | typeLength;
        putInt(bytes, at, bigEndian ? Integer.rotateRight(value, EventHeaderDescriptor.BIG_ENDIAN_ROTATION) : value);
    }
}
