package dev.jftrace.analysis.json;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.nio.ByteOrder;

/** A field of an event as a value of JSON, and what its addresses are called. */
final class JsonField {
    private enum Kind {
        NUMBER,
        ADDRESS,
        STRING,
        NUMBERS,
        ADDRESSES,
        BITS
    }

    private final EventField field;

    /** {@code "name":}. */
    private final byte[] key;

    private final Kind kind;
    private final int elementSize;
    private final boolean mayBeAddress;

    /** The tracer's address of a function is that of its hook, a few bytes behind its start. */
    private final boolean isCalled;

    private JsonField(EventField field, Kind kind, int elementSize, boolean mayBeAddress) {
        this.field = field;
        key = JsonText.key(field.name());
        this.kind = kind;
        this.elementSize = elementSize;
        this.mayBeAddress = mayBeAddress;
        isCalled = kind == Kind.ADDRESS
                && (field.name().equals("func") || field.name().equals("ip"));
    }

    static JsonField of(EventFormat format, EventField field, int longSize) {
        boolean isLong = field.type().contains("unsigned long") && !field.type().contains("long long");
        return new JsonField(field, kind(format, field), elementSize(field, longSize), isLong);
    }

    private static Kind kind(EventFormat format, EventField field) {
        String type = field.type();
        if (!field.isArray() && !field.isDynamic()) {
            return field.isPointer() || isAddress(format, field) ? Kind.ADDRESS : Kind.NUMBER;
        }
        String helper = helperOf(format, field);
        if (helper.endsWith("mask") || type.contains("cpumask")) {
            return Kind.BITS;
        }
        if (helper.endsWith("stacktrace") || isAddress(format, field)) {
            return Kind.ADDRESSES;
        }
        boolean bytes = type.contains("signed char") || type.contains("u8") || type.contains("s8");
        return type.contains("char") && !bytes || helper.endsWith("str") ? Kind.STRING : Kind.NUMBERS;
    }

    /** Which {@code __get_...()} of the print fmt takes the field: the type alone does not tell masks and stacks. */
    private static String helperOf(EventFormat format, EventField field) {
        String printFmt = format.printFmt();
        int at = printFmt.indexOf('(' + field.name() + ')');
        int start = printFmt.lastIndexOf("__get_", at < 0 ? 0 : at);
        return at < 0 || start < 0 ? "" : printFmt.substring(start, at);
    }

    private static boolean isAddress(EventFormat format, EventField field) {
        if (!format.system().equals("ftrace")) {
            return false;
        }
        switch (field.name()) {
            case "func", "ip", "parent_ip", "retaddr", "caller":
                return true;
            default:
                return false;
        }
    }

    /** By the last word of the type; a byte where that is no type that C or the kernel defines. */
    private static int elementSize(EventField field, int longSize) {
        if (!field.isDynamic() && field.arrayLength() > 0) {
            return field.elementSize();
        }
        String type = field.type().replaceAll("\\[.*|__(data|rel)_loc", "").strip();
        if (type.endsWith("64") || type.endsWith("long long")) {
            return Long.BYTES;
        }
        if (type.endsWith("long") || type.endsWith("size_t") || type.endsWith("*")) {
            return longSize;
        }
        if (type.endsWith("32") || type.endsWith("int") || type.endsWith("unsigned")) {
            return Integer.BYTES;
        }
        return type.endsWith("16") || type.endsWith("short") ? Short.BYTES : 1;
    }

    /** Appends {@code "name":value}. */
    void append(TraceEvent event, TextBuffer out) {
        out.append(key);
        switch (kind) {
            case NUMBER:
                number(event, out);
                break;
            case ADDRESS:
                JsonText.address(event.number(field), out);
                break;
            case STRING:
                int start = event.startOf(field);
                int length = event.lengthToNul(start, event.lengthOf(field));
                JsonText.string(event.bytes(), event.offset() + start, length, out);
                break;
            case BITS:
                bits(event, out);
                break;
            default:
                array(event, out);
                break;
        }
    }

    private void number(TraceEvent event, TextBuffer out) {
        int size = field.size();
        if (size != 1 && size != 2 && size != 4 && size != 8) {
            array(event, out);
        } else if (field.isSigned()) {
            JsonText.signed(event.signed(field), out);
        } else {
            JsonText.unsigned(event.number(field), out);
        }
    }

    private void array(TraceEvent event, TextBuffer out) {
        int start = event.startOf(field);
        int end = start + event.lengthOf(field);
        out.append('[');
        for (int at = start; at + elementSize <= end; at += elementSize) {
            out.append(at == start ? "" : ",");
            long value = event.numberAt(at, elementSize);
            int unused = Long.SIZE - Byte.SIZE * elementSize;
            if (kind == Kind.ADDRESSES) {
                JsonText.address(value, out);
            } else if (field.isSigned()) {
                JsonText.signed(value << unused >> unused, out);
            } else {
                JsonText.unsigned(value, out);
            }
        }
        out.append(']');
    }

    /** The numbers of the bits that are set. In the kernel a mask is an array of longs. */
    private void bits(TraceEvent event, TextBuffer out) {
        int start = event.startOf(field);
        int size = event.lengthOf(field);
        int flip = event.catalog().byteOrder() == ByteOrder.BIG_ENDIAN
                ? event.catalog().longSize() - 1
                : 0;
        String comma = "";
        out.append('[');
        for (int i = 0; i < size * Byte.SIZE; i++) {
            if ((event.numberAt(start + (i >> 3 ^ flip), 1) >> (i & 7) & 1) != 0) {
                out.append(comma).decimal(i);
                comma = ",";
            }
        }
        out.append(']');
    }

    /**
     * Appends {@code "name":"function+0x1b"} where the field is an address, or an unsigned long in the kernel's half,
     * of a known function.
     *
     * @return false if nothing was appended
     */
    boolean appendSymbol(TraceEvent event, TextBuffer out) {
        if (kind == Kind.ADDRESSES) {
            symbols(event, out.append(key).append('['));
            out.append(']');
            return true;
        }
        long value = event.number(field);
        if (kind != Kind.ADDRESS && !(kind == Kind.NUMBER && mayBeAddress && value < 0)) {
            return false;
        }
        int function = event.catalog().functions().find(value);
        if (function < 0) {
            return false;
        }
        symbol(event.catalog().functions(), function, isCalled ? 0 : value, out.append(key));
        return true;
    }

    private void symbols(TraceEvent event, TextBuffer out) {
        FunctionMap functions = event.catalog().functions();
        int start = event.startOf(field);
        int end = start + event.lengthOf(field);
        for (int at = start; at + elementSize <= end; at += elementSize) {
            out.append(at == start ? "" : ",");
            long value = event.numberAt(at, elementSize);
            int function = functions.find(value);
            if (function < 0) {
                out.append("null");
            } else {
                symbol(functions, function, value, out);
            }
        }
    }

    /** @param address 0 for the name alone */
    private static void symbol(FunctionMap functions, int function, long address, TextBuffer out) {
        int from = out.append('"').length();
        functions.appendName(function, out);
        if (!JsonText.isPlain(out, from)) {
            out.truncate(from - 1);
            JsonText.string(functions.name(function), out);
            out.truncate(out.length() - 1);
        }
        if (address != 0 && address != functions.address(function)) {
            out.append("+0x").hex(address - functions.address(function));
        }
        out.append('"');
    }
}
