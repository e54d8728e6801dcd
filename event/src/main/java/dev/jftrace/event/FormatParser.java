package dev.jftrace.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of a format file. A line per field:
 *
 * <pre>
 * field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
 * field:__data_loc char[] name;	offset:8;	size:4;	signed:0;
 * </pre>
 *
 * The common fields end at an empty line, all fields at {@code print fmt:}.
 */
final class FormatParser {
    private static final String PRINT_FMT = "print fmt:";
    private static final int MOST_OFFSET = 1 << 28;

    private final String text;
    private final int longSize;
    private final List<EventField> common = new ArrayList<>();
    private final List<EventField> own = new ArrayList<>();
    private boolean damaged;

    private FormatParser(String text, int longSize) {
        this.text = text;
        this.longSize = longSize;
    }

    /** @return null where the text has no usable name and ID */
    static EventFormat parse(String system, byte[] bytes, int longSize) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String name = valueOf(text, "name:");
        int id = number(valueOf(text, "ID:"));
        if (name.isEmpty() || id < 0 || id > EventCatalog.MOST_ID) {
            return null;
        }
        return new EventFormat(system, name, id, text, longSize);
    }

    static EventFields fields(String text, int longSize) {
        return new FormatParser(text, longSize).readFields();
    }

    static String printFmt(String text) {
        int at = startOfLine(text, PRINT_FMT);
        return at < 0 ? "" : text.substring(at + PRINT_FMT.length());
    }

    private static int startOfLine(String text, String start) {
        if (text.startsWith(start)) {
            return 0;
        }
        int at = text.indexOf("\n" + start);
        return at < 0 ? -1 : at + 1;
    }

    private static String valueOf(String text, String key) {
        int at = startOfLine(text, key);
        if (at < 0) {
            return "";
        }
        int end = text.indexOf('\n', at);
        return text.substring(at + key.length(), end < 0 ? text.length() : end).strip();
    }

    private EventFields readFields() {
        int end = startOfLine(text, PRINT_FMT);
        int at = Math.max(0, startOfLine(text, "format:"));
        List<EventField> fields = common;
        while (at < text.length() && (end < 0 || at < end)) {
            int newLine = text.indexOf('\n', at);
            int lineEnd = newLine < 0 ? text.length() : newLine;
            String line = text.substring(at, lineEnd).strip();
            if (line.isEmpty()) {
                fields = own;
            } else if (line.startsWith("field")) {
                add(line, fields);
            }
            at = lineEnd + 1;
        }
        return new EventFields(List.copyOf(common), List.copyOf(own), damaged || end < 0);
    }

    private void add(String line, List<EventField> fields) {
        int colon = line.indexOf(':');
        int semicolon = line.indexOf(';');
        int offset = number(property(line, "offset:"));
        int size = number(property(line, "size:"));
        if (colon < 0 || semicolon < colon || offset < 0 || size < 0) {
            damaged = true;
            return;
        }
        boolean signed = number(property(line, "signed:")) > 0;
        EventField field = declaration(line.substring(colon + 1, semicolon).strip(), offset, size, signed);
        if (field == null) {
            damaged = true;
        } else {
            fields.add(field);
        }
    }

    private static String property(String line, String key) {
        int at = line.indexOf(key, line.indexOf(';') + 1);
        int end = at < 0 ? -1 : line.indexOf(';', at);
        return end < 0 ? "" : line.substring(at + key.length(), end).strip();
    }

    /** {@code TYPE name}, {@code TYPE name[n]} or {@code TYPE[n] name}. */
    private EventField declaration(String text, int offset, int size, boolean signed) {
        int open = text.indexOf('[');
        int close = text.lastIndexOf(']');
        boolean array = open >= 0 && close > open;
        String before = array ? text.substring(0, open).strip() : text;
        String after = array ? text.substring(close + 1).strip() : "";
        boolean nameLast = array && !after.isEmpty();
        String named = nameLast ? after : before;
        int nameAt = lastWord(named);
        String name = named.substring(nameAt);
        if (name.isEmpty() || !nameLast && nameAt == 0) {
            return null;
        }
        String element = nameLast ? before : before.substring(0, nameAt).strip();
        String type = array ? element + text.substring(open, close + 1) : element;
        int count = array ? Math.max(0, number(text.substring(open + 1, close).strip())) : 0;
        int flags = flags(type, array, size) | (signed ? EventField.SIGNED : 0);
        int dynamicSize = nameLast ? sizeOf(element.substring(lastWord(element))) : 0;
        return new EventField(name, type, offset, size, count, elementSize(flags, size, count, dynamicSize), flags);
    }

    private static int flags(String type, boolean array, int size) {
        int flags = 0;
        if (array) {
            flags |= EventField.ARRAY;
            if (type.contains("char") || type.contains("u8") || type.contains("s8")) {
                flags |= EventField.STRING;
            }
        }
        if (type.startsWith("__data_loc")) {
            flags |= EventField.DYNAMIC;
        } else if (type.startsWith("__rel_loc")) {
            flags |= EventField.DYNAMIC | EventField.RELATIVE;
        }
        if ((flags & EventField.DYNAMIC) != 0 && size == 2) {
            // The first form of a dynamic string was an offset of two bytes, and its length the way to the NUL.
            flags |= EventField.STRING | EventField.ARRAY;
        }
        if (type.contains("long")) {
            flags |= EventField.LONG;
        }
        return type.indexOf('*') >= 0 ? flags | EventField.POINTER : flags;
    }

    private int elementSize(int flags, int size, int count, int dynamicSize) {
        if ((flags & (EventField.ARRAY | EventField.DYNAMIC)) == 0) {
            return size;
        }
        if (count > 0) {
            return size / count;
        }
        if ((flags & EventField.DYNAMIC) != 0) {
            return dynamicSize;
        }
        if ((flags & EventField.STRING) != 0) {
            return 1;
        }
        return (flags & EventField.LONG) != 0 ? longSize : 0;
    }

    private static int sizeOf(String type) {
        switch (type) {
            case "u8", "s8", "char":
                return 1;
            case "u16", "s16":
                return 2;
            case "u32", "s32":
                return 4;
            case "u64", "s64":
                return 8;
            default:
                return 0;
        }
    }

    private static int lastWord(String text) {
        int at = text.length();
        while (at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '_')) {
            at--;
        }
        return at;
    }

    /** @return -1 for what is no number, or none that a record could hold */
    private static int number(String text) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > MOST_OFFSET) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return text.isEmpty() || value > MOST_OFFSET ? -1 : (int) value;
    }
}
