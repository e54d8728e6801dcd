package dev.jftrace.event.printfmt;

/** The binary operators, on 64 bits without a sign. A higher binding binds tighter, in the order of C. */
enum Operator {
    TIMES("*", 10),
    DIVIDE("/", 10),
    MODULO("%", 10),
    PLUS("+", 9),
    MINUS("-", 9),
    SHIFT_LEFT("<<", 8),
    SHIFT_RIGHT(">>", 8),
    LESS("<", 7),
    GREATER(">", 7),
    AT_MOST("<=", 7),
    AT_LEAST(">=", 7),
    EQUAL("==", 6),
    NOT_EQUAL("!=", 6),
    AND("&", 5),
    XOR("^", 4),
    OR("|", 3),
    BOTH("&&", 2),
    EITHER("||", 1);

    private static final Operator[] ALL = values();

    private final String symbol;
    private final int binding;

    Operator(String symbol, int binding) {
        this.symbol = symbol;
        this.binding = binding;
    }

    /** @return null if the symbol is none */
    static Operator of(String symbol) {
        for (Operator operator : ALL) {
            if (operator.symbol.equals(symbol)) {
                return operator;
            }
        }
        return null;
    }

    int binding() {
        return binding;
    }

    /** Where the order of equals does not matter they are taken from the right, so that the first stands alone. */
    boolean isAssociative() {
        switch (this) {
            case AND, XOR, OR, BOTH, EITHER:
                return true;
            default:
                return false;
        }
    }

    long apply(long a, long b) {
        switch (this) {
            case TIMES:
                return a * b;
            case DIVIDE:
                return b == 0 ? 0 : Long.divideUnsigned(a, b);
            case MODULO:
                return b == 0 ? 0 : Long.remainderUnsigned(a, b);
            case PLUS:
                return a + b;
            case MINUS:
                return a - b;
            case SHIFT_LEFT:
                return a << b;
            case SHIFT_RIGHT:
                return a >>> b;
            case AND:
                return a & b;
            case XOR:
                return a ^ b;
            case OR:
                return a | b;
            default:
                return test(a, b) ? 1 : 0;
        }
    }

    private boolean test(long a, long b) {
        switch (this) {
            case LESS:
                return Long.compareUnsigned(a, b) < 0;
            case GREATER:
                return Long.compareUnsigned(a, b) > 0;
            case AT_MOST:
                return Long.compareUnsigned(a, b) <= 0;
            case AT_LEAST:
                return Long.compareUnsigned(a, b) >= 0;
            case EQUAL:
                return a == b;
            case NOT_EQUAL:
                return a != b;
            case BOTH:
                return a != 0 && b != 0;
            default:
                return a != 0 || b != 0;
        }
    }
}
