package dev.jftrace.agent.patch;

import java.util.Arrays;

/** The class file that is written, big-endian. Only {@link #reserve} looks whether there is room: instructions are many. */
final class PatchedFile {
    private byte[] bytes;
    private int size;

    PatchedFile(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** Makes room for {@code more} bytes. */
    void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }

    void u1(int value) {
        bytes[size++] = (byte) value;
    }

    void u2(int value) {
        int at = size;
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
        size = at + 2;
    }

    void u4(int value) {
        u2(value >>> 16);
        u2(value);
    }

    /** Copies {@code from[start]} to {@code from[end - 1]}. */
    void copy(byte[] from, int start, int end) {
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
    }

    /** Replaces what was written there. */
    void u2(int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    void u4(int at, int value) {
        u2(at, value >>> 16);
        u2(at + 2, value);
    }

    byte[] toByteArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
