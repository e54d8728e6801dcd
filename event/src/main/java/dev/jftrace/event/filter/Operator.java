package dev.jftrace.event.filter;

/** Computes with numbers of 64 bits without sign. */
enum Operator {
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    REMAINDER("%", 5),
    ADD("+", 4),
    SUBTRACT("-", 4),
    SHIFT_RIGHT(">>", 3),
    SHIFT_LEFT("<<", 3),
    AND("&", 2),
    XOR("^", 1),
    OR("|", 1);

    private final String text;
    private final int binding;

    Operator(String text, int binding) {
        this.text = text;
        this.binding = binding;
    }

    /** @return null if the token is none */
    static Operator of(String token) {
        for (Operator operator : values()) {
            if (operator.text.equals(token)) {
                return operator;
            }
        }
        return null;
    }

    String text() {
        return text;
    }

    /** The higher binds the tighter. */
    int binding() {
        return binding;
    }

    /** A division by 0 gives 0. */
    long apply(long a, long b) {
        switch (this) {
            case MULTIPLY:
                return a * b;
            case DIVIDE:
                return b == 0 ? 0 : Long.divideUnsigned(a, b);
            case REMAINDER:
                return b == 0 ? 0 : Long.remainderUnsigned(a, b);
            case ADD:
                return a + b;
            case SUBTRACT:
                return a - b;
            case SHIFT_RIGHT:
                return a >>> b;
            case SHIFT_LEFT:
                return a << b;
            case AND:
                return a & b;
            case XOR:
                return a ^ b;
            default:
                return a | b;
        }
    }
}
