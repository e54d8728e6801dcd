package dev.jftrace.event.filter;

/** Compares; numbers as unsigned ones of 64 bits. */
enum Comparison {
    EQUAL("=="),
    DIFFERENT("!="),
    LESS("<"),
    GREATER(">"),
    AT_MOST("<="),
    AT_LEAST(">="),
    MATCHES("=~"),
    DIFFERS("!~");

    private final String text;

    Comparison(String text) {
        this.text = text;
    }

    /** @return null if the token is none */
    static Comparison of(String token) {
        for (Comparison comparison : values()) {
            if (comparison.text.equals(token)) {
                return comparison;
            }
        }
        return null;
    }

    String text() {
        return text;
    }

    boolean isRegex() {
        return this == MATCHES || this == DIFFERS;
    }

    boolean isForText() {
        return isRegex() || this == EQUAL || this == DIFFERENT;
    }

    /** The closure for one of the comparisons of numbers, so that an event does not ask which it is. */
    EventTest test(Operand.Value a, Operand.Value b) {
        switch (this) {
            case EQUAL:
                return event -> a.of(event) == b.of(event);
            case DIFFERENT:
                return event -> a.of(event) != b.of(event);
            case LESS:
                return event -> Long.compareUnsigned(a.of(event), b.of(event)) < 0;
            case GREATER:
                return event -> Long.compareUnsigned(a.of(event), b.of(event)) > 0;
            case AT_MOST:
                return event -> Long.compareUnsigned(a.of(event), b.of(event)) <= 0;
            default:
                return event -> Long.compareUnsigned(a.of(event), b.of(event)) >= 0;
        }
    }
}
