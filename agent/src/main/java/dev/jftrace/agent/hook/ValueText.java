package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentValue;

/** A value that is no primitive, as the bytes that are recorded of it. One per thread, used again and again. */
final class ValueText {
    private static final int HEX = 16;
    private static final int HEX_SHIFT = 4;

    private final byte[] bytes = new byte[ValueHook.MOST_TEXT + AgentValue.TEXT_BYTES];
    private int length;
    private char type;
    private long number;

    char type() {
        return type;
    }

    /** Bytes of UTF-8; 0 where the value is a number. */
    int length() {
        return length;
    }

    long number() {
        return number;
    }

    /** Seven bytes from there on. */
    long low(int at) {
        return word(at, AgentValue.LOW_BYTES);
    }

    /** The five behind them. */
    long high(int at) {
        return word(at + AgentValue.LOW_BYTES, AgentValue.TEXT_BYTES - AgentValue.LOW_BYTES);
    }

    private long word(int at, int count) {
        long word = 0;
        for (int i = count - 1; i >= 0; i--) {
            word = word << Byte.SIZE | bytes[at + i] & 0xff;
        }
        return word;
    }

    void setFailed() {
        length = 0;
        number = 0;
        type = AgentValue.FAILED;
    }

    /** Runs muted, as all that it calls may itself be traced. */
    void set(Object value, boolean wantsText) {
        length = 0;
        number = 0;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = 0;
        }
        if (value instanceof String) {
            type = AgentValue.STRING;
            append((String) value);
        } else if (value instanceof Enum) {
            type = AgentValue.NAME;
            append(((Enum<?>) value).name());
        } else if (!setBoxed(value)) {
            setObject(value, wantsText);
        }
    }

    private boolean setBoxed(Object value) {
        if (value instanceof Integer) {
            number((Integer) value, 'I');
        } else if (value instanceof Long) {
            number((Long) value, 'J');
        } else if (value instanceof Boolean) {
            number((Boolean) value ? 1 : 0, 'Z');
        } else if (value instanceof Double) {
            number(Double.doubleToRawLongBits((Double) value), 'D');
        } else if (value instanceof Character) {
            number((Character) value, 'C');
        } else if (value instanceof Float) {
            number(Float.floatToRawIntBits((Float) value), 'F');
        } else if (value instanceof Short) {
            number((Short) value, 'S');
        } else if (value instanceof Byte) {
            number((Byte) value, 'B');
        } else {
            return false;
        }
        return true;
    }

    private void number(long bits, char of) {
        number = bits;
        type = of;
    }

    private void setObject(Object value, boolean wantsText) {
        Class<?> of = value.getClass();
        type = AgentValue.NAME;
        if (of.isArray()) {
            appendSimple(of.getComponentType().getName());
            append("[");
            appendNumber(java.lang.reflect.Array.getLength(value), 10);
            append("]");
        } else if (wantsText) {
            type = AgentValue.STRING;
            String text = value.toString();
            append(text == null ? "null" : text);
        } else {
            appendSimple(of.getName());
            append("@");
            appendNumber(System.identityHashCode(value), HEX);
        }
    }

    /** Without the package, and without the number of a hidden class. */
    private void appendSimple(String name) {
        int end = name.indexOf('/');
        int last = end < 0 ? name.length() : end;
        append(name, name.lastIndexOf('.', last - 1) + 1, last);
    }

    private void appendNumber(int number, int radix) {
        int shift = 1;
        int left = number;
        if (radix == HEX) {
            int digit = Integer.SIZE - HEX_SHIFT;
            while (digit > 0 && number >>> digit == 0) {
                digit -= HEX_SHIFT;
            }
            for (; digit >= 0; digit -= HEX_SHIFT) {
                append((byte) "0123456789abcdef".charAt(number >>> digit & HEX - 1));
            }
            return;
        }
        while (left >= radix) {
            shift *= radix;
            left /= radix;
        }
        for (; shift > 0; shift /= radix) {
            append((byte) ('0' + number / shift % radix));
        }
    }

    private void append(String text) {
        append(text, 0, text.length());
    }

    /** As UTF-8, as far as it goes; a text that is cut ends in "...". */
    private void append(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int needed = c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isHighSurrogate(c) ? 4 : 3;
            if (length + needed > ValueHook.MOST_TEXT - 3) {
                append((byte) '.');
                append((byte) '.');
                append((byte) '.');
                return;
            }
            if (needed == 4 && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                appendPair(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                appendUtf8(Character.isSurrogate(c) ? '\ufffd' : c);
            }
        }
    }

    private void appendUtf8(char c) {
        if (c < 0x80) {
            append((byte) c);
        } else if (c < 0x800) {
            append((byte) (0xc0 | c >> 6));
            append((byte) (0x80 | c & 0x3f));
        } else {
            append((byte) (0xe0 | c >> 12));
            append((byte) (0x80 | c >> 6 & 0x3f));
            append((byte) (0x80 | c & 0x3f));
        }
    }

    private void appendPair(int c) {
        append((byte) (0xf0 | c >> 18));
        append((byte) (0x80 | c >> 12 & 0x3f));
        append((byte) (0x80 | c >> 6 & 0x3f));
        append((byte) (0x80 | c & 0x3f));
    }

    private void append(byte b) {
        if (length < ValueHook.MOST_TEXT) {
            bytes[length++] = b;
        }
    }
}
