package dev.jftrace.event.printfmt;

import dev.jftrace.event.FixedText;
import dev.jftrace.event.TextBuffer;

/**
 * One conversion of printf, {@code %[-+#0][width][.precision][hh|h|l|ll|L|z]letter}, read once and applied to
 * every event.
 */
final class Conversion {
    /** Given where the conversion has no {@code *}. */
    static final int NO_STAR = Integer.MIN_VALUE;

    private static final int MOST_DIGITS = 4096;

    private final char letter;
    private final int longs;
    private final boolean left;
    private final boolean zero;
    private final boolean plus;
    private final boolean alternate;
    private final boolean starIsPrecision;
    private final int width;
    private final int precision;

    /** Nothing but a letter and a length: what most are. */
    private final boolean plain;

    private Conversion(Builder builder) {
        letter = builder.letter;
        longs = builder.longs;
        left = builder.left;
        zero = builder.zero;
        plus = builder.plus;
        alternate = builder.alternate;
        starIsPrecision = builder.starIsPrecision;
        width = builder.width;
        precision = builder.precision;
        plain = width == 0 && precision < 0 && !plus && !alternate && !starIsPrecision && letter != 'c';
    }

    static Conversion plain(char letter) {
        Builder builder = new Builder();
        builder.letter = letter;
        return new Conversion(builder);
    }

    char letter() {
        return letter;
    }

    void text(FixedText text, int star, TextBuffer out) {
        if (plain && star == NO_STAR) {
            out.append(text);
        } else {
            text(text.toBytes(), 0, text.length(), star, out);
        }
    }

    void text(byte[] text, int offset, int length, int star, TextBuffer out) {
        if (plain && star == NO_STAR) {
            out.append(text, offset, length);
            return;
        }
        int from = out.length();
        int most = precision(star);
        out.append(text, offset, most >= 0 ? Math.min(most, length) : length);
        align(from, star, out);
    }

    /** Widens what was appended since {@code from}. */
    void align(int from, int star, TextBuffer out) {
        int wanted = starIsPrecision || star == NO_STAR ? width : star;
        if (wanted == 0) {
            return;
        }
        if (left || wanted < 0) {
            out.alignLeft(from, Math.abs(Math.max(wanted, -Integer.MAX_VALUE)));
        } else {
            out.alignRight(from, wanted, ' ');
        }
    }

    private int precision(int star) {
        return starIsPrecision && star != NO_STAR ? star : precision;
    }

    /** The value is cut to what the conversion's length says: an int, if it says nothing. */
    void number(long value, int star, TextBuffer out) {
        if (!plain || star != NO_STAR) {
            widened(value, star, out);
        } else if (letter == 'd' || letter == 'i') {
            out.decimal(cutSigned(value));
        } else {
            digits(cutUnsigned(value), out);
        }
    }

    private void widened(long value, int star, TextBuffer out) {
        int from = out.length();
        if (letter == 'c') {
            out.append((char) (value & 0xff));
            align(from, star, out);
            return;
        }
        boolean signed = letter == 'd' || letter == 'i';
        long cut = signed ? cutSigned(value) : cutUnsigned(value);
        if (signed && cut < 0) {
            out.append('-');
        } else if (signed && plus) {
            out.append('+');
        } else if (alternate && letter != 'u' && cut != 0) {
            out.append(letter == 'x' ? "0x" : letter == 'X' ? "0X" : letter == 'o' ? "0" : "");
        }
        int digits = out.length();
        digits(signed && cut < 0 ? -cut : cut, out);
        int least = precision(star);
        out.alignRight(digits, Math.min(least, MOST_DIGITS), '0');
        if (zero && !left && least < 0) {
            int total = starIsPrecision || star == NO_STAR ? width : star;
            out.alignRight(digits, total - (digits - from), '0');
        }
        align(from, star, out);
    }

    private void digits(long value, TextBuffer out) {
        switch (letter) {
            case 'x':
                out.hex(value);
                break;
            case 'X':
                out.upperHex(value);
                break;
            case 'o':
                out.octal(value);
                break;
            default:
                out.unsigned(value);
                break;
        }
    }

    private long cutSigned(long value) {
        switch (longs) {
            case -2:
                return (byte) value;
            case -1:
                return (short) value;
            case 0:
                return (int) value;
            default:
                return value;
        }
    }

    private long cutUnsigned(long value) {
        switch (longs) {
            case -2:
                return value & 0xff;
            case -1:
                return value & 0xffff;
            case 0:
                return value & 0xffff_ffffL;
            default:
                return value;
        }
    }

    /** Takes the chars between {@code %} and the letter, one after the other. */
    static final class Builder {
        private static final int MOST_WIDTH = 1 << 12;

        private char letter;
        private int longs;
        private boolean left;
        private boolean zero;
        private boolean plus;
        private boolean alternate;
        private boolean starIsPrecision;
        private int width;
        private int precision = -1;

        /** @return false if the char is no flag, digit or length */
        boolean accept(char c) {
            switch (c) {
                case '#':
                    alternate = true;
                    return true;
                case '-':
                    left = true;
                    return true;
                case '+':
                    plus = true;
                    return true;
                case '.':
                    precision = 0;
                    return true;
                case 'h':
                    longs--;
                    return true;
                case 'l':
                    longs++;
                    return true;
                case 'L':
                    longs = 2;
                    return true;
                case 'z', 'Z':
                    longs = 1;
                    return true;
                default:
                    return digit(c);
            }
        }

        private boolean digit(char c) {
            if (c < '0' || c > '9') {
                return false;
            }
            if (precision >= 0) {
                precision = Math.min(MOST_WIDTH, precision * 10 + c - '0');
            } else if (c == '0' && width == 0) {
                zero = true;
            } else {
                width = Math.min(MOST_WIDTH, width * 10 + c - '0');
            }
            return true;
        }

        void star() {
            starIsPrecision = precision >= 0;
        }

        /** @return null if no printf has such a length */
        Conversion build(char conversionLetter) {
            letter = conversionLetter;
            return longs < -2 || longs > 2 ? null : new Conversion(this);
        }
    }
}
