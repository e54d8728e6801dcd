package dev.jftrace.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as it goes out: bytes in one array that grows and is used again, so that a line costs no allocation. */
public final class TextBuffer {
    private static final int FIRST_CAPACITY = 8192;

    /** Fills and widths come from the trace; what no terminal shows is cut here. */
    private static final int MOST_FILL = 1 << 12;

    private static final byte[] LOWER = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPPER = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAIRS = pairs();

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;

    /** Empty. */
    public TextBuffer() {}

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    public int length() {
        return length;
    }

    /** Cuts the text back to what it was at that length. */
    public void truncate(int newLength) {
        length = Math.min(length, Math.max(0, newLength));
    }

    public byte byteAt(int index) {
        return bytes[index];
    }

    public TextBuffer append(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Each char is one byte: strings that come from a trace are read as ISO 8859-1 and go out as they came. */
    public TextBuffer append(String text) {
        int count = text.length();
        room(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) text.charAt(i);
        }
        length += count;
        return this;
    }

    public TextBuffer append(byte[] text) {
        return append(text, 0, text.length);
    }

    public TextBuffer append(byte[] text, int offset, int count) {
        room(count);
        System.arraycopy(text, offset, bytes, length, count);
        length += count;
        return this;
    }

    public TextBuffer decimal(long value) {
        if (value < 0) {
            append('-');
            return unsigned(-value);
        }
        return unsigned(value);
    }

    /** Decimal; all 64 bits count. */
    public TextBuffer unsigned(long value) {
        room(20);
        if (value < 0) {
            long tens = Long.divideUnsigned(value, 10);
            digits(tens, countOf(tens));
            bytes[length++] = (byte) ('0' + (int) (value - tens * 10));
        } else {
            digits(value, countOf(value));
        }
        return this;
    }

    /** With zeros before it, at least this many digits. */
    public TextBuffer unsigned(long value, int atLeast) {
        int start = length;
        unsigned(value);
        return alignRight(start, atLeast, '0');
    }

    private static int countOf(long value) {
        int count = 1;
        for (long v = value; v >= 10; v /= 10) {
            count++;
        }
        return count;
    }

    private void digits(long value, int count) {
        int at = length + count;
        length = at;
        long rest = value;
        while (rest >= 100) {
            int pair = (int) (rest % 100) * 2;
            rest /= 100;
            bytes[--at] = PAIRS[pair + 1];
            bytes[--at] = PAIRS[pair];
        }
        int pair = (int) rest * 2;
        bytes[--at] = PAIRS[pair + 1];
        if (rest >= 10) {
            bytes[--at] = PAIRS[pair];
        }
    }

    public TextBuffer hex(long value) {
        return base(value, 4, LOWER);
    }

    public TextBuffer upperHex(long value) {
        return base(value, 4, UPPER);
    }

    public TextBuffer octal(long value) {
        return base(value, 3, LOWER);
    }

    /** Two digits. */
    public TextBuffer hexByte(int value) {
        room(2);
        bytes[length++] = LOWER[value >> 4 & 0xf];
        bytes[length++] = LOWER[value & 0xf];
        return this;
    }

    private TextBuffer base(long value, int bits, byte[] digits) {
        int count = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + bits - 1) / bits);
        room(count);
        int at = length + count;
        for (long rest = value; at > length; rest >>>= bits) {
            bytes[--at] = digits[(int) rest & (1 << bits) - 1];
        }
        length += count;
        return this;
    }

    public TextBuffer fill(char ascii, int count) {
        int bounded = Math.min(count, MOST_FILL);
        if (bounded > 0) {
            room(bounded);
            Arrays.fill(bytes, length, length + bounded, (byte) ascii);
            length += bounded;
        }
        return this;
    }

    /** Moves what was appended since {@code from} to the right, until it is {@code width} bytes wide. */
    public TextBuffer alignRight(int from, int width, char filler) {
        int count = length - from;
        int missing = Math.min(width, MOST_FILL) - count;
        if (missing > 0) {
            room(missing);
            System.arraycopy(bytes, from, bytes, from + missing, count);
            Arrays.fill(bytes, from, from + missing, (byte) filler);
            length += missing;
        }
        return this;
    }

    public TextBuffer alignLeft(int from, int width) {
        return fill(' ', width - (length - from));
    }

    /** Writes all that is held, and holds nothing then. */
    public void flushTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    private void room(int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, count)));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
