package dev.jftrace.record.jfr;

/** A filter of a JVM's events that the kernel would not take, in its words. */
public final class JvmFilterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    JvmFilterException(String text, int column) {
        super(text);
        this.column = column;
    }

    /** Where the kernel's caret would stand: chars from the start of the filter, often behind what is wrong. */
    public int column() {
        return column;
    }
}
