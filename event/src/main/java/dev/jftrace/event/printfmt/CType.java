package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import java.util.Locale;

/** The type of an arithmetic expression in C, after the promotion of what is smaller than an int. */
enum CType {
    INT(Integer.BYTES, true),
    UNSIGNED_INT(Integer.BYTES, false),
    LONG(Long.BYTES, true),
    UNSIGNED_LONG(Long.BYTES, false);

    private final int size;
    private final boolean signed;

    CType(int size, boolean signed) {
        this.size = size;
        this.signed = signed;
    }

    boolean isSigned() {
        return signed;
    }

    /** The value as this type holds it. */
    long cut(long value) {
        if (size == Long.BYTES) {
            return value;
        }
        return signed ? (int) value : value & 0xffff_ffffL;
    }

    static CType of(int size, boolean signed) {
        if (size > Integer.BYTES) {
            return signed ? LONG : UNSIGNED_LONG;
        }
        return signed || size < Integer.BYTES ? INT : UNSIGNED_INT;
    }

    /** What both operands are converted to. */
    static CType common(CType a, CType b) {
        if (a.size != b.size) {
            return a.size > b.size ? a : b;
        }
        return a.signed ? b : a;
    }

    static CType of(Arg arg) {
        if (arg instanceof TypedArg) {
            return ((TypedArg) arg).type();
        }
        if (arg instanceof AtomArg) {
            return ofNumeral(((AtomArg) arg).text());
        }
        EventField field = arg.field();
        if (field != null) {
            return of(field.size(), field.isSigned());
        }
        if (arg instanceof ConditionArg) {
            return common(of(arg.parts().get(1)), of(arg.parts().get(2)));
        }
        return arg instanceof UnaryArg ? of(arg.parts().get(0)) : UNSIGNED_LONG;
    }

    /** A name is the address of a function. */
    private static CType ofNumeral(String text) {
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return UNSIGNED_LONG;
        }
        long value = Numerals.parse(text);
        String lower = text.toLowerCase(Locale.ROOT);
        boolean hex = lower.startsWith("0x");
        boolean wide = lower.endsWith("l") || lower.endsWith("lu") || value >>> Integer.SIZE != 0;
        boolean unsigned = lower.indexOf('u') >= 0 || value < 0;
        if (wide) {
            return unsigned ? UNSIGNED_LONG : LONG;
        }
        if (unsigned || hex && value > Integer.MAX_VALUE) {
            return UNSIGNED_INT;
        }
        return value > Integer.MAX_VALUE ? LONG : INT;
    }
}
