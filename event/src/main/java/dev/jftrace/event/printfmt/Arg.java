package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/**
 * One argument of a print fmt, or a part of one. As in the C library that everybody reads traces with, numbers are 64
 * bits without a sign, whatever the field.
 */
abstract class Arg {
    /** The value as a number. */
    abstract long number(TraceEvent event);

    /** The value for {@code %s}; nothing where it has none. */
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {}

    /** The field that this is, without a cast; null if it is something else. */
    EventField field() {
        return null;
    }

    /** What is left when the casts are taken off. */
    Arg uncast() {
        return this;
    }

    /** True for what lies in the record as bytes, so that {@link #start} and {@link #length} tell where. */
    boolean isBytes() {
        return false;
    }

    int start(TraceEvent event) {
        return 0;
    }

    int length(TraceEvent event) {
        return 0;
    }

    /**
     * {@code left operator this}. An operator in parentheses that binds looser loses them: {@code a & (b | c)} becomes
     * {@code (a & b) | c}. That is wrong, but it is what libtraceevent prints, for the flags of timer_start in every
     * trace, and our text is to be the same.
     */
    Arg afterOperator(Operator operator, Arg left) {
        return new OperatorArg(operator, left, this);
    }

    List<Arg> parts() {
        return List.of();
    }
}
