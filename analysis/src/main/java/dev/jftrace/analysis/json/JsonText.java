package dev.jftrace.analysis.json;

import dev.jftrace.event.TextBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The values of JSON (RFC 8259) that a trace needs. What is no UTF-8 becomes U+FFFD, byte by byte, so that any bytes
 * make valid JSON.
 */
final class JsonText {
    /** Beyond 2^53 - 1 a reader that takes numbers for doubles would change it. */
    private static final long MOST_EXACT = (1L << 53) - 1;

    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    private JsonText() {}

    /** A number; beyond 2^53 - 1 a string of its digits. */
    static void unsigned(long value, TextBuffer out) {
        if (value < 0 || value > MOST_EXACT) {
            out.append('"').unsigned(value).append('"');
        } else {
            out.unsigned(value);
        }
    }

    /** A number; beyond 2^53 - 1 on either side a string of its digits. */
    static void signed(long value, TextBuffer out) {
        if (value > MOST_EXACT || value < -MOST_EXACT) {
            out.append('"').decimal(value).append('"');
        } else {
            out.decimal(value);
        }
    }

    /** {@code "0xffffffff81000000"}: 64 bits never fit a number. */
    static void address(long value, TextBuffer out) {
        out.append("\"0x").hex(value).append('"');
    }

    static void string(byte[] bytes, int offset, int length, TextBuffer out) {
        out.append('"');
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int count = plain(bytes, at, end);
            if (count > 0) {
                out.append(bytes, at, count);
                at += count;
            } else {
                escape(bytes[at++] & 0xff, out);
            }
        }
        out.append('"');
    }

    /** @param text a char for each byte, as names come from a trace */
    static void string(String text, TextBuffer out) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        string(bytes, 0, bytes.length, out);
    }

    /** {@code "name":}. */
    static byte[] key(String name) {
        TextBuffer text = new TextBuffer();
        string(name, text);
        return text.append(':').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** True if what was appended since {@code from} is ASCII that needs no escape. */
    static boolean isPlain(TextBuffer text, int from) {
        for (int at = from; at < text.length(); at++) {
            int b = text.byteAt(at);
            if (b < ' ' || b == '"' || b == '\\' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** How many bytes from there on go out as they are. */
    private static int plain(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            int b = bytes[at];
            int length = b >= 0 ? b >= ' ' && b != '"' && b != '\\' && b != 0x7f ? 1 : 0 : sequence(bytes, at, end);
            if (length == 0) {
                break;
            }
            at += length;
        }
        return at - start;
    }

    private static void escape(int value, TextBuffer out) {
        switch (value) {
            case '"', '\\':
                out.append('\\').append((char) value);
                break;
            case '\n':
                out.append("\\n");
                break;
            case '\t':
                out.append("\\t");
                break;
            default:
                if (value < 0x80) {
                    out.append("\\u00").hexByte(value);
                } else {
                    out.append(REPLACEMENT);
                }
                break;
        }
    }

    /**
     * Bytes of the UTF-8 sequence that begins there, 0 where none does. The second byte tells the forms that are too
     * long (e0, f0), surrogates (ed) and what lies beyond U+10FFFF (f4) from those that are well-formed.
     */
    private static int sequence(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
