package dev.jftrace.tracefs.sqlhist;

/**
 * A word, number, string or sign of a statement.
 *
 * @param at where it begins in the statement, from 0
 */
record SqlToken(Kind kind, String text, int at) {
    enum Kind {
        /** A name that no keyword is: {@code pid}, {@code start.pid}, {@code sched.sched_switch}. */
        NAME,
        KEYWORD,
        NUMBER,
        STRING,
        SIGN,
        END
    }

    boolean is(String word) {
        return (kind == Kind.KEYWORD || kind == Kind.SIGN) && text.equals(word);
    }

    /** For messages. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
