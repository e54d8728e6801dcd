package dev.jftrace.event.filter;

/** A filter that says nothing that can be followed, or that asks for an event that the trace does not know. */
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String filter;
    private final int column;
    private final String what;

    /** @param column chars from the start of the filter */
    FilterException(String filter, int column, String what) {
        super("filter '" + filter + "': at column " + (column + 1) + ": " + what);
        this.filter = filter;
        this.column = column;
        this.what = what;
    }

    public String filter() {
        return filter;
    }

    /** Chars from the start of the {@link #filter()}; its length where something is missing at its end. */
    public int column() {
        return column;
    }

    /** What was expected and what was found, without the place. */
    public String what() {
        return what;
    }
}
