package dev.jftrace.dat.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Numbers and texts one after the other, as {@link TraceInput} reads them. Grows as it needs. */
public final class TraceBytes {
    private ByteBuffer bytes = ByteBuffer.allocate(256);

    public TraceBytes(ByteOrder order) {
        bytes.order(order);
    }

    public TraceBytes u8(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    public TraceBytes u16(int value) {
        room(Short.BYTES).putShort((short) value);
        return this;
    }

    public TraceBytes u32(long value) {
        room(Integer.BYTES).putInt((int) value);
        return this;
    }

    public TraceBytes u64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    public TraceBytes bytes(byte[] value) {
        room(value.length).put(value);
        return this;
    }

    /** With a NUL behind it, as names and texts have it. */
    public TraceBytes name(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8)).u8(0);
    }

    public int length() {
        return bytes.position();
    }

    /** Holds what was put from its start on; good until more is put. */
    public byte[] array() {
        return bytes.array();
    }

    private ByteBuffer room(int length) {
        if (bytes.remaining() < length) {
            int capacity = Math.addExact(bytes.position(), Math.max(length, bytes.position()));
            bytes = ByteBuffer.allocate(capacity).put(bytes.flip()).order(bytes.order());
        }
        return bytes;
    }
}
