package dev.jftrace.event;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;

    /** Room that is always there behind the text, so that short texts are copied as a few longs, whatever their length. */
    static final int SLACK = 4 * Long.BYTES;

    /** The least number of one digit more; 0 has a digit too. */
    private static final long[] POWERS = powers();

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

    private static long[] powers() {
        long[] powers = new long[19];
        long power = 1;
        for (int i = 1; i < powers.length; i++) {
            power *= 10;
            powers[i] = power;
        }
        return powers;
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
    @SuppressWarnings("deprecation") // Low bytes only is what we want of getBytes().
    public TextBuffer append(String text) {
        int count = text.length();
        room(count);
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    public TextBuffer append(byte[] text) {
        return append(text, 0, text.length);
    }

    public TextBuffer append(byte[] text, int offset, int count) {
        room(count);
        if (count <= SLACK && offset <= text.length - SLACK) {
            copyLongs(text, offset, 0);
            if (count > SLACK / 2) {
                copyLongs(text, offset, SLACK / 2);
            }
        } else {
            System.arraycopy(text, offset, bytes, length, count);
        }
        length += count;
        return this;
    }

    public TextBuffer append(FixedText text) {
        return append(text.bytes(), 0, text.length());
    }

    private void copyLongs(byte[] text, int offset, int at) {
        LONG.set(bytes, length + at, (long) LONG.get(text, offset + at));
        LONG.set(bytes, length + at + Long.BYTES, (long) LONG.get(text, offset + at + Long.BYTES));
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
        return unsigned(value, atLeast, '0');
    }

    /** Filled from the left, at least this many bytes. */
    public TextBuffer unsigned(long value, int atLeast, char filler) {
        if (value >= 0) {
            fill(filler, atLeast - countOf(value));
        }
        return unsigned(value);
    }

    /** How many digits: as many as the number of bits tells, or one more. */
    private static int countOf(long value) {
        int least = (Long.SIZE - Long.numberOfLeadingZeros(value)) * 1233 >>> 12;
        return value >= POWERS[least] ? least + 1 : least;
    }

    private void digits(long value, int count) {
        int at = length + count;
        length = at;
        long high = value;
        while (high > Integer.MAX_VALUE) {
            int pair = (int) (high % 100) * 2;
            high /= 100;
            bytes[--at] = PAIRS[pair + 1];
            bytes[--at] = PAIRS[pair];
        }
        // Divisions of ints are faster.
        int rest = (int) high;
        while (rest >= 100) {
            int pair = rest % 100 * 2;
            rest /= 100;
            bytes[--at] = PAIRS[pair + 1];
            bytes[--at] = PAIRS[pair];
        }
        bytes[--at] = PAIRS[rest * 2 + 1];
        if (rest >= 10) {
            bytes[--at] = PAIRS[rest * 2];
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
            for (int i = 0; i < bounded; i += Long.BYTES) {
                LONG.set(bytes, length + i, ascii * EVERY_BYTE);
            }
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

    /** What is held now, to be appended often. */
    public FixedText fixed() {
        return FixedText.of(bytes, length);
    }

    /** Writes all that is held, and holds nothing then. */
    public void flushTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    private void room(int count) {
        if (count > bytes.length - length - SLACK) {
            grow(count);
        }
    }

    private void grow(int count) {
        int needed = Math.addExact(Math.addExact(length, count), SLACK);
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, needed));
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
