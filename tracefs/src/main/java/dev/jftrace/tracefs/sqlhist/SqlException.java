package dev.jftrace.tracefs.sqlhist;

/** A statement can't be understood, or says what the kernel's histograms can't do. */
public final class SqlException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param at where in the statement, from 0; shown from 1 */
    SqlException(String statement, int at, String problem) {
        super("column " + (at + 1) + ": " + problem + "\n  " + statement.replace('\n', ' ') + "\n  " + " ".repeat(at)
                + "^");
    }
}
