package dev.jftrace.analysis.graph;

import dev.jftrace.event.TextBuffer;

/** A line that waits for its turn; that of an entry waits first to learn whether it is a leaf. */
final class HeldLine {
    private final String columns;
    private final String call;
    private final String returnAddress;
    private final long function;
    private final int depth;
    private String text;

    /** An entry, in the parts that both its forms share. */
    HeldLine(String columns, String call, String returnAddress, long function, int depth) {
        this.columns = columns;
        this.call = call;
        this.returnAddress = returnAddress;
        this.function = function;
        this.depth = depth;
    }

    /** One that waits for those before it only. */
    static HeldLine of(String text) {
        HeldLine line = new HeldLine("", "", "", 0, 0);
        line.text = text;
        return line;
    }

    String columns() {
        return columns;
    }

    String call() {
        return call;
    }

    String returnAddress() {
        return returnAddress;
    }

    boolean isEntryOf(long exited, int at) {
        return function == exited && depth == at;
    }

    boolean isReady() {
        return text != null;
    }

    void set(String whole) {
        text = whole;
    }

    void append(TextBuffer out) {
        out.append(text);
    }
}
