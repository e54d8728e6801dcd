package dev.jftrace.record.jvm;

import dev.jftrace.ring.AgentValue;
import java.nio.charset.StandardCharsets;

/**
 * The values of one call, as they come behind its entry or exit, and the text that the trace has of them:
 * {@code total=120, name="x"} of arguments, {@code 5} of a result. See {@link AgentValue} for the bytes.
 */
final class CallValues {
    /** Bytes; the event must fit into a sub-buffer with others. */
    static final int MOST_TEXT = 1024;

    private static final String CUT = "...";

    private final StringBuilder text = new StringBuilder();
    private byte[] pending = new byte[0];
    private int pendingLength;
    private int missing;
    private char pendingType;
    private String[] names = {};
    private int expected;
    private int taken;

    /** @param argumentNames in the order in which their values come; none for a result */
    void expect(String[] argumentNames, int count) {
        text.setLength(0);
        names = argumentNames;
        expected = count;
        taken = 0;
        missing = 0;
    }

    /** Takes a record of kind VALUE or TEXT. @return true when all that was expected has come */
    boolean take(long word, long info, boolean isText) {
        if (isText) {
            continueText(word, info);
        } else {
            begin(word, info);
        }
        return missing == 0 && taken == expected;
    }

    private void begin(long word, long info) {
        if (taken > 0) {
            text.append(", ");
        }
        if (taken < names.length) {
            text.append(names[taken]).append('=');
        }
        taken++;
        char type = AgentValue.type(info);
        missing = AgentValue.length(info);
        if (missing == 0) {
            append(type, AgentValue.value(word, info));
            return;
        }
        pending = pending.length < missing ? new byte[missing] : pending;
        pendingLength = 0;
        pendingType = type;
    }

    private void continueText(long word, long info) {
        int count = Math.min(missing, AgentValue.TEXT_BYTES);
        for (int i = 0; i < count; i++) {
            pending[pendingLength++] = AgentValue.text(word, info, i);
        }
        missing -= count;
        if (count > 0 && missing == 0) {
            String value = new String(pending, 0, pendingLength, StandardCharsets.UTF_8);
            if (pendingType == AgentValue.STRING) {
                quoted(value);
            } else {
                text.append(value);
            }
        }
    }

    private void append(char type, long value) {
        switch (type) {
            case 'Z' -> text.append(value != 0);
            case 'C' -> character((char) value);
            case 'F' -> text.append(Float.intBitsToFloat((int) value));
            case 'D' -> text.append(Double.longBitsToDouble(value));
            case AgentValue.NULL -> text.append("null");
            case AgentValue.STRING -> text.append("\"\"");
            case AgentValue.FAILED -> text.append("<toString failed>");
            default -> text.append(value);
        }
    }

    private void character(char c) {
        text.append('\'');
        escaped(c, '\'');
        text.append('\'');
    }

    private void quoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            escaped(value.charAt(i), '"');
        }
        text.append('"');
    }

    private void escaped(char c, char quote) {
        switch (c) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c == quote || c == '\\') {
                    text.append('\\').append(c);
                } else if (Character.isISOControl(c)) {
                    text.append(String.format("\\u%04x", (int) c));
                } else {
                    text.append(c);
                }
            }
        }
    }

    /** UTF-8, without what did not come, and not too long. */
    byte[] text() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_TEXT) {
            return bytes;
        }
        int end = MOST_TEXT - CUT.length();
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return (new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT).getBytes(StandardCharsets.UTF_8);
    }
}
