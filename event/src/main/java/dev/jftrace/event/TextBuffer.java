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

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;

    /** Room that is always there behind the text, so that short texts are copied as a few longs, whatever their length. */
    static final int SLACK = 4 * Long.BYTES;

    private static final long ZEROS = '0' * EVERY_BYTE;
    private static final int EIGHT_DIGITS = 100_000_000;

    /** Of each number below 1000 its three digits, the first in the lowest byte; how many zeros it begins with above. */
    private static final int[] THREE_DIGITS = new int[1000];

    private static final int COUNT_SHIFT = 24;
    private static final int THREE_CHARS = (1 << COUNT_SHIFT) - 1;

    static {
        for (int i = 0; i < THREE_DIGITS.length; i++) {
            int zeros = i < 10 ? 2 : i < 100 ? 1 : 0;
            THREE_DIGITS[i] = '0' + i / 100 | '0' + i / 10 % 10 << 8 | '0' + i % 10 << 16 | zeros << COUNT_SHIFT;
        }
    }

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;

    /** Empty. */
    public TextBuffer() {}

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

    /** @param chars up to 8, the first in the lowest byte; what is above {@code count} of them does not matter */
    public TextBuffer append(long chars, int count) {
        room(count);
        LONG.set(bytes, length, chars);
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
        if (value >= 0 && value < EIGHT_DIGITS) {
            if (value < 1_000_000) {
                upToSixDigits((int) value);
            } else {
                digits((int) value);
            }
            return this;
        }
        long high = value >= 0 ? value / EIGHT_DIGITS : Long.divideUnsigned(value, EIGHT_DIGITS);
        unsigned(high);
        LONG.set(bytes, length, ZEROS + eightDigits((int) (value - high * EIGHT_DIGITS)));
        length += Long.BYTES;
        return this;
    }

    private void upToSixDigits(int value) {
        int rest = value;
        if (value >= 1000) {
            int thousands = value / 1000;
            leadingDigits(THREE_DIGITS[thousands]);
            rest = value - thousands * 1000;
            LONG.set(bytes, length, (long) THREE_DIGITS[rest]);
            length += 3;
        } else {
            leadingDigits(THREE_DIGITS[rest]);
        }
    }

    private void leadingDigits(int entry) {
        int zeros = entry >>> COUNT_SHIFT;
        LONG.set(bytes, length, (long) (entry >>> zeros * Byte.SIZE));
        length += 3 - zeros;
    }

    private void digits(int value) {
        long digits = eightDigits(value);
        int zeros = Math.min(7, Long.numberOfTrailingZeros(digits) / Byte.SIZE);
        LONG.set(bytes, length, ZEROS + digits >>> zeros * Byte.SIZE);
        length += Long.BYTES - zeros;
    }

    /** The digits of a number below 100,000,000, the first in the lowest byte: halves, then pairs, then digits. */
    private static long eightDigits(int value) {
        int high = value / 10_000;
        long halves = high | (long) (value - high * 10_000) << 32;
        long hundreds = halves * 10_486 >>> 20 & 0x7f_0000_007fL;
        long pairs = (halves - hundreds * 100 << 16) + hundreds;
        long tens = pairs * 103 >>> 10 & 0x000f_000f_000f_000fL;
        return (pairs - tens * 10 << 8) + tens;
    }

    /** With zeros before it, at least this many digits. */
    public TextBuffer unsigned(long value, int atLeast) {
        int start = length;
        unsigned(value);
        return alignRight(start, atLeast, '0');
    }

    /** @param value from 0 to 999,999,999, which is not checked */
    public TextBuffer fraction(int value, int digits) {
        room(2 * Long.BYTES);
        int rest = value;
        if (digits == 9) {
            int first = value / EIGHT_DIGITS;
            bytes[length++] = (byte) ('0' + first);
            rest = value - first * EIGHT_DIGITS;
        }
        int count = Math.min(digits, Long.BYTES);
        LONG.set(bytes, length, ZEROS + eightDigits(rest) >>> (Long.BYTES - count) * Byte.SIZE);
        length += count;
        return this;
    }

    /**
     * With zeros before it, six digits, then another char.
     *
     * @param value below 1,000,000, which is not checked
     */
    public TextBuffer sixDigits(int value, char after) {
        room(Long.BYTES);
        int thousands = value / 1000;
        long high = THREE_DIGITS[thousands] & THREE_CHARS;
        long low = THREE_DIGITS[value - thousands * 1000] & THREE_CHARS;
        LONG.set(bytes, length, high | low << 3 * Byte.SIZE | (long) after << 6 * Byte.SIZE);
        length += 7;
        return this;
    }

    public TextBuffer hex(long value) {
        return hex(value, 'a' - '9' - 1);
    }

    public TextBuffer upperHex(long value) {
        return hex(value, 'A' - '9' - 1);
    }

    private TextBuffer hex(long value, int letters) {
        room(2 * Long.BYTES);
        int count = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 3) / 4);
        if (count > Long.BYTES) {
            eightHexDigits((int) (value >>> 32), count - Long.BYTES, letters);
            count = Long.BYTES;
        }
        eightHexDigits((int) value, count, letters);
        return this;
    }

    /** Spreads the nibbles over the bytes of a long; those above 9 then need a step more to be letters. */
    private void eightHexDigits(int value, int count, int letters) {
        long nibbles = Integer.toUnsignedLong(value);
        nibbles = (nibbles << 16 | nibbles) & 0x0000_ffff_0000_ffffL;
        nibbles = (nibbles << 8 | nibbles) & 0x00ff_00ff_00ff_00ffL;
        nibbles = Long.reverseBytes((nibbles << 4 | nibbles) & 0x0f0f_0f0f_0f0f_0f0fL);
        long aboveNine = nibbles + 6 * EVERY_BYTE >>> 4 & EVERY_BYTE;
        LONG.set(bytes, length, ZEROS + nibbles + aboveNine * letters >>> (Long.BYTES - count) * Byte.SIZE);
        length += count;
    }

    public TextBuffer octal(long value) {
        int count = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 2) / 3);
        room(count);
        int at = length + count;
        for (long rest = value; at > length; rest >>>= 3) {
            bytes[--at] = (byte) ('0' + (rest & 7));
        }
        length += count;
        return this;
    }

    /** Two digits. */
    public TextBuffer hexByte(int value) {
        room(2);
        eightHexDigits(value, 2, 'a' - '9' - 1);
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
            if (count <= Long.BYTES && missing <= Long.BYTES) {
                long text = (long) LONG.get(bytes, from);
                LONG.set(bytes, from, filler * EVERY_BYTE);
                LONG.set(bytes, from + missing, text);
            } else {
                System.arraycopy(bytes, from, bytes, from + missing, count);
                Arrays.fill(bytes, from, from + missing, (byte) filler);
            }
            length += missing;
        }
        return this;
    }

    public TextBuffer alignLeft(int from, int width) {
        return fill(' ', width - (length - from));
    }

    /** What is held now, to be appended often. */
    public FixedText fixed() {
        return fixed(0);
    }

    /** What was appended since {@code from}, to be appended often. */
    public FixedText fixed(int from) {
        return FixedText.of(bytes, from, length);
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
