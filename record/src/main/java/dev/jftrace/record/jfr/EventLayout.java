package dev.jftrace.record.jfr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/**
 * The bytes of one type of event, little endian. Numbers come first; a string is a word that tells where in the event it stands
 * (low half) and how long it is with its NUL (high half), as the kernel's {@code __data_loc} does.
 *
 * <pre>
 *  0        2        4        8                16
 *  +--------+--------+--------+-- ... ---------+-- ... ------------+-- ... -----------+
 *  | type   | 0      |  pid   | numbers, u64   | strings' words    | strings, each \0 |
 *  +--------+--------+--------+-- ... ---------+-- ... ------------+-- ... -----------+
 * </pre>
 */
final class EventLayout {
    private static final int COMMON_LENGTH = 8;
    private static final int PID = 4;

    /** An exception's message may be a whole document. Bytes. */
    private static final int TEXT_MAX = 256;

    private final JvmEventType type;
    private final List<EventField.Number> numbers = new ArrayList<>();
    private final List<EventField.Text> texts = new ArrayList<>();

    private EventLayout(JvmEventType type) {
        this.type = type;
        for (EventField field : type.fields()) {
            switch (field) {
                case EventField.Number number -> numbers.add(number);
                case EventField.Text text -> texts.add(text);
            }
        }
    }

    static EventLayout of(JvmEventType type) {
        return new EventLayout(type);
    }

    /** The whole event but for its pid, which {@link #setPid} sets. */
    byte[] encode(RecordedEvent event) {
        int fixed = COMMON_LENGTH + numbers.size() * Long.BYTES + texts.size() * Integer.BYTES;
        ByteBuffer head = ByteBuffer.allocate(fixed).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        head.putShort((short) type.id()).position(COMMON_LENGTH);
        for (EventField.Number number : numbers) {
            head.putLong(number.value().applyAsLong(event));
        }
        for (EventField.Text text : texts) {
            byte[] bytes = bytes(text.value().apply(event));
            head.putInt((bytes.length + 1) << 16 | fixed + tail.size());
            tail.writeBytes(bytes);
            tail.write(0);
        }
        byte[] whole = Arrays.copyOf(head.array(), fixed + tail.size());
        System.arraycopy(tail.toByteArray(), 0, whole, fixed, tail.size());
        return whole;
    }

    /** What a filter means by a name; null if there is no such field. */
    JvmEventFilter.Field field(String name) {
        return switch (name) {
            case "common_type" -> new JvmEventFilter.Field.Number(0, 2, false);
            case "common_flags" -> new JvmEventFilter.Field.Number(2, 1, false);
            case "common_preempt_count" -> new JvmEventFilter.Field.Number(3, 1, false);
            case "common_pid" -> new JvmEventFilter.Field.Number(PID, 4, true);
            case "comm", "COMM" -> new JvmEventFilter.Field.Text(-1);
            default -> ownField(name);
        };
    }

    private JvmEventFilter.Field ownField(String name) {
        int at = COMMON_LENGTH;
        for (EventField.Number number : numbers) {
            if (number.name().equals(name)) {
                return new JvmEventFilter.Field.Number(at, Long.BYTES, true);
            }
            at += Long.BYTES;
        }
        for (EventField.Text string : texts) {
            if (string.name().equals(name)) {
                return new JvmEventFilter.Field.Text(at);
            }
            at += Integer.BYTES;
        }
        return null;
    }

    /** One without texts. */
    byte[] encode(long... values) {
        ByteBuffer whole =
                ByteBuffer.allocate(COMMON_LENGTH + values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        whole.putShort((short) type.id()).position(COMMON_LENGTH);
        for (long value : values) {
            whole.putLong(value);
        }
        return whole.array();
    }

    /** One line of text: what would end it, or the string, is a blank. */
    private static byte[] bytes(String text) {
        if (text == null) {
            return new byte[] {'-'};
        }
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(c < ' ' || c == 0x7f ? ' ' : c));
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= TEXT_MAX) {
            return bytes;
        }
        int end = TEXT_MAX;
        while ((bytes[end] & 0xc0) == 0x80) {
            end--; // not in the middle of a character
        }
        return Arrays.copyOf(bytes, end);
    }

    static void setPid(byte[] event, int pid) {
        ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN).putInt(PID, pid);
    }

    String format() {
        StringBuilder text = new StringBuilder("name: " + type.eventName() + "\nID: " + type.id() + "\n");
        text.append("format:\n");
        field(text, "unsigned short common_type", 0, 2, 0);
        field(text, "unsigned char common_flags", 2, 1, 0);
        field(text, "unsigned char common_preempt_count", 3, 1, 0);
        field(text, "int common_pid", PID, 4, 1);
        text.append('\n');
        int at = COMMON_LENGTH;
        for (EventField.Number number : numbers) {
            field(text, "long long " + number.name(), at, Long.BYTES, 1);
            at += Long.BYTES;
        }
        for (EventField.Text string : texts) {
            field(text, "__data_loc char[] " + string.name(), at, Integer.BYTES, 0);
            at += Integer.BYTES;
        }
        return text + "\nprint fmt: \"" + shown() + "\"" + arguments() + "\n";
    }

    private static void field(StringBuilder text, String declaration, int offset, int size, int signed) {
        text.append("\tfield:").append(declaration).append(";\toffset:").append(offset);
        text.append(";\tsize:").append(size).append(";\tsigned:").append(signed).append(";\n");
    }

    private String shown() {
        return String.join(" ", type.fields().stream().map(EventField::shown).toList());
    }

    private String arguments() {
        StringBuilder text = new StringBuilder();
        for (EventField field : type.fields()) {
            String value =
                    field instanceof EventField.Text ? "__get_str(" + field.name() + ")" : "REC->" + field.name();
            text.append(", ").append(value);
        }
        return text.toString();
    }
}
