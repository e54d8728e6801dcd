package dev.jftrace.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text that is appended often. Has room behind it, so that {@link TextBuffer} may copy more than its length. */
public final class FixedText {
    private final byte[] bytes;
    private final int length;

    private FixedText(byte[] text, int from, int to) {
        length = to - from;
        bytes = new byte[length + TextBuffer.SLACK];
        System.arraycopy(text, from, bytes, 0, length);
    }

    /** @param text a byte a char */
    public static FixedText of(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static FixedText of(byte[] text) {
        return new FixedText(text, 0, text.length);
    }

    static FixedText of(byte[] text, int from, int to) {
        return new FixedText(text, from, to);
    }

    byte[] bytes() {
        return bytes;
    }

    /** A copy. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    public int length() {
        return length;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
