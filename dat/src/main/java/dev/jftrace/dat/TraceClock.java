package dev.jftrace.dat;

/** The text of tracefs' {@code trace_clock}. */
final class TraceClock {
    private TraceClock() {}

    /** {@code mono} of {@code "local [mono] boot"}; a text without brackets is a clock's name itself. */
    static String selected(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']', open + 1);
        return open >= 0 && close > open ? text.substring(open + 1, close) : text.strip();
    }
}
