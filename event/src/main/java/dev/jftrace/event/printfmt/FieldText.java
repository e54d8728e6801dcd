package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/**
 * {@code  name=value} for each field. Where the print fmt converts the bare field, it is shown in that form; else by
 * its type.
 */
final class FieldText {
    private final EventField[] fields;
    private final Piece[] pieces;
    private final boolean[] hex;

    /**
     * A bit for each field (those behind the 31st share one): a string that once held what can't be printed is shown as
     * an array from then on, as trace-cmd does.
     */
    private int broken;

    FieldText(EventFormat format, List<Piece> all) {
        fields = format.fields().toArray(new EventField[0]);
        pieces = new Piece[fields.length];
        hex = new boolean[fields.length];
        int next = 0;
        for (int i = 0; i < fields.length; i++) {
            int found = fields[i].isArray() || next == all.size() ? -1 : find(fields[i], all, next);
            if (found >= 0) {
                pieces[i] = all.get(found);
                // The search starts after the field before and goes round; a 0x counts only if it is met on the way.
                hex[i] = found > 0 && found != next && all.get(found - 1).endsWith0x();
                next = found + 1;
            }
        }
    }

    private static int find(EventField field, List<Piece> all, int start) {
        for (int i = 0; i < all.size(); i++) {
            int at = (start + i) % all.size();
            Arg arg = all.get(at).arg();
            if (arg != null && arg.uncast().field() == field) {
                return at;
            }
        }
        return -1;
    }

    /** In the order of the events: the note is which strings are broken by now. */
    void pass(TraceEvent event) {
        for (int i = 0; i < fields.length; i++) {
            boolean array = pieces[i] == null && fields[i].isArray();
            if (array && fields[i].isString() && (broken & bit(i)) == 0) {
                int start = event.startOf(fields[i]);
                broken |= isPrintable(event, start, length(event, fields[i], start)) ? 0 : bit(i);
            }
        }
        event.note(broken);
    }

    private static int bit(int index) {
        return 1 << Math.min(index, Integer.SIZE - 1);
    }

    private static int length(TraceEvent event, EventField field, int start) {
        return field.isDynamic() ? event.lengthOf(field) : Math.min(field.size(), event.length() - start);
    }

    void print(TraceEvent event, boolean raw, TextBuffer out) {
        for (int i = 0; i < fields.length; i++) {
            out.append(' ').append(fields[i].name()).append('=');
            if (pieces[i] != null) {
                out.append(hex[i] ? "0x" : "");
                pieces[i].print(event, raw, out);
            } else if (fields[i].isArray()) {
                array(event, i, out);
            } else {
                number(event, fields[i], out);
            }
        }
    }

    private void array(TraceEvent event, int index, TextBuffer out) {
        EventField field = fields[index];
        int start = event.startOf(field);
        int length = length(event, field, start);
        if (field.isString() && (event.note() & bit(index)) == 0 && isPrintable(event, start, length)) {
            out.append(event.bytes(), event.offset() + start, event.lengthToNul(start, event.length()));
            return;
        }
        out.append("ARRAY[");
        Bytes.hex(event, start, length, ", ", out);
        out.append(']');
    }

    private static boolean isPrintable(TraceEvent event, int start, int length) {
        for (int i = 0; i < length; i++) {
            int c = (int) event.numberAt(start + i, 1);
            if (c == 0) {
                return true;
            }
            if ((c < ' ' || c > '~') && (c < '\t' || c > '\r')) {
                return false;
            }
        }
        return true;
    }

    private static void number(TraceEvent event, EventField field, TextBuffer out) {
        if (field.isPointer()) {
            out.append("0x").hex(event.number(field));
        } else if (field.isSigned()) {
            signed(event, field, out);
        } else if (field.isLong()) {
            out.append("0x").hex(event.number(field));
        } else {
            out.unsigned(event.number(field));
        }
    }

    /** Four bytes that are called long are an address; two bytes are two columns wide at least. */
    private static void signed(TraceEvent event, EventField field, TextBuffer out) {
        if (field.size() == Integer.BYTES && field.isLong()) {
            out.append("0x").hex(event.number(field));
            return;
        }
        int from = out.length();
        out.decimal(event.signed(field));
        if (field.size() == Short.BYTES) {
            out.alignRight(from, 2, ' ');
        }
    }
}
