package dev.jftrace.event.filter;

/** A word of a filter. @param column of its first char; for a string of its quote */
record FilterToken(Kind kind, String text, int column) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        /** In single quotes: one char is a number. */
        CHAR,
        OPERATOR,
        END
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    String quoted() {
        return kind == Kind.END ? "nothing more" : "'" + text + "'";
    }
}
