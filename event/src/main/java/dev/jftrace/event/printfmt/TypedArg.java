package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** An argument whose number has the type, and so the sign, that it has in C. All else of it is that of another. */
abstract class TypedArg extends Arg {
    private final Arg plain;
    private final CType type;

    TypedArg(Arg plain, CType type) {
        this.plain = plain;
        this.type = type;
    }

    final CType type() {
        return type;
    }

    final Arg plain() {
        return plain;
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        plain.print(event, conversion, star, out);
    }

    @Override
    EventField field() {
        return plain.field();
    }

    @Override
    boolean isBytes() {
        return plain.isBytes();
    }

    @Override
    int start(TraceEvent event) {
        return plain.start(event);
    }

    @Override
    int length(TraceEvent event) {
        return plain.length(event);
    }

    @Override
    List<Arg> parts() {
        return plain.parts();
    }

    /** {@code REC->name}. */
    static final class Field extends TypedArg {
        private final EventField field;

        Field(EventField field) {
            super(new FieldArg(field), CType.of(field.size(), field.isSigned()));
            this.field = field;
        }

        @Override
        long number(TraceEvent event) {
            return event.signed(field);
        }
    }

    /** {@code array[index]}. */
    static final class Element extends TypedArg {
        private final int unused;

        Element(Arg element, int size) {
            super(element, CType.of(size, true));
            unused = Long.SIZE - size * Byte.SIZE;
        }

        /** @return the element itself where it has no sign */
        static Arg of(Arg array, Arg element) {
            EventField field = array.uncast().field();
            int size = field == null || !field.isSigned() ? 0 : field.elementSize();
            return size == 1 || size == 2 || size == 4 ? new Element(element, size) : element;
        }

        @Override
        long number(TraceEvent event) {
            return plain().number(event) << unused >> unused;
        }
    }

    /** {@code (type) arg}. */
    static final class Cast extends TypedArg {
        private final int unused;
        private final boolean signed;

        private Cast(Arg cast, int size, boolean signed) {
            super(cast, CType.of(size, signed));
            this.signed = signed;
            unused = Long.SIZE - size * Byte.SIZE;
        }

        /** @return the plain cast where the type is no number's */
        static Arg of(String type, Arg inner, int longSize) {
            Arg cast = new CastArg(type, inner);
            int size = type.endsWith("*") ? 0 : Types.size(type, longSize);
            boolean signed = !type.contains("unsigned")
                    && !type.startsWith("u")
                    && !type.startsWith("__u")
                    && !type.equals("size_t")
                    && !type.equals("bool");
            return size == 0 ? cast : new Cast(new CastArg(type, inner), size, signed);
        }

        @Override
        long number(TraceEvent event) {
            long value = plain().parts().get(0).number(event);
            return signed ? value << unused >> unused : value << unused >>> unused;
        }

        @Override
        Arg uncast() {
            return plain().uncast();
        }
    }

    /** {@code left operator right}. */
    static final class Operation extends TypedArg {
        private final Operator operator;
        private final Arg left;
        private final Arg right;
        private final CType operands;

        Operation(Operator operator, Arg left, Arg right) {
            super(new OperatorArg(operator, left, right), typeOf(operator, left, right));
            this.operator = operator;
            this.left = left;
            this.right = right;
            operands = isShift(operator) ? type() : CType.common(CType.of(left), CType.of(right));
        }

        /** As {@link Arg#afterOperator}. */
        static Arg withoutParentheses(Operator operator, Arg left, Arg right) {
            if (right instanceof Operation && ((Operation) right).operator.binding() < operator.binding()) {
                Operation inner = (Operation) right;
                return new Operation(inner.operator, new Operation(operator, left, inner.left), inner.right);
            }
            if (right instanceof ConditionArg) {
                List<Arg> parts = right.parts();
                return new ConditionArg(new Operation(operator, left, parts.get(0)), parts.get(1), parts.get(2));
            }
            return new Operation(operator, left, right);
        }

        private static boolean isShift(Operator operator) {
            return operator == Operator.SHIFT_LEFT || operator == Operator.SHIFT_RIGHT;
        }

        private static CType typeOf(Operator operator, Arg left, Arg right) {
            switch (operator) {
                case LESS, GREATER, AT_MOST, AT_LEAST, EQUAL, NOT_EQUAL, BOTH, EITHER:
                    return CType.INT;
                case SHIFT_LEFT, SHIFT_RIGHT:
                    return CType.of(left);
                default:
                    return CType.common(CType.of(left), CType.of(right));
            }
        }

        @Override
        long number(TraceEvent event) {
            long a = operands.cut(left.number(event));
            long b = right.number(event);
            b = isShift(operator) ? b : operands.cut(b);
            return type().cut(operands.isSigned() ? signed(a, b) : operator.apply(a, b));
        }

        private long signed(long a, long b) {
            switch (operator) {
                case DIVIDE:
                    return b == 0 ? 0 : a / b;
                case MODULO:
                    return b == 0 ? 0 : a % b;
                case SHIFT_RIGHT:
                    return a >> b;
                case LESS:
                    return a < b ? 1 : 0;
                case GREATER:
                    return a > b ? 1 : 0;
                case AT_MOST:
                    return a <= b ? 1 : 0;
                case AT_LEAST:
                    return a >= b ? 1 : 0;
                default:
                    return operator.apply(a, b);
            }
        }
    }
}
