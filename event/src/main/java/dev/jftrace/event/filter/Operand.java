package dev.jftrace.event.filter;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TraceEvent;

/** A number in a filter. Numbers are unsigned, 64 bits wide. */
sealed interface Operand extends Node {
    /** Ready for the events of one format. */
    interface Value {
        long of(TraceEvent event);
    }

    /** @return null where the events have no such field */
    Value on(EventFormat format);

    String text();

    record Literal(long value) implements Operand {
        @Override
        public Value on(EventFormat format) {
            return event -> value;
        }

        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /** A field of the event; {@code CPU} and {@code COMM} where it has none of that name. */
    record Named(String name, int column) implements Operand {
        private static final String CPU = "CPU";
        private static final String COMM = "COMM";

        boolean isComm() {
            return name.equals(COMM);
        }

        boolean isCpu() {
            return name.equals(CPU);
        }

        @Override
        public Value on(EventFormat format) {
            EventField field = format.field(name);
            if (field == null) {
                return isCpu() ? TraceEvent::cpu : null;
            }
            boolean isNumber = Long.bitCount(field.size()) == 1 && field.size() <= Long.BYTES;
            return isNumber ? event -> event.signed(field) : null;
        }

        @Override
        public String text() {
            return name;
        }
    }

    record Arithmetic(Operator operator, Operand left, Operand right) implements Operand {
        @Override
        public Value on(EventFormat format) {
            Value a = left.on(format);
            Value b = right.on(format);
            return a == null || b == null ? null : event -> operator.apply(a.of(event), b.of(event));
        }

        @Override
        public String text() {
            return left.text() + ' ' + operator.text() + ' ' + right.text();
        }
    }
}
