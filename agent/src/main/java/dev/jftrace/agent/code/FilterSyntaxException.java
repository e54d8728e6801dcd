package dev.jftrace.agent.code;

/** A line of a filter file that means nothing; the message names the line, the place in it, and what was expected. */
public final class FilterSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final int position;

    FilterSyntaxException(String line, int position, String expected) {
        super("'" + line + "' at " + position + ": " + expected);
        this.position = position;
    }

    /** Characters before the mistake. */
    public int position() {
        return position;
    }
}
