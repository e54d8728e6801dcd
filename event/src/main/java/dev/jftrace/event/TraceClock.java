package dev.jftrace.event;

/**
 * The clock that a buffer was recorded with.
 *
 * @param name as in the file {@code trace_clock}; empty if nobody knows
 */
public record TraceClock(String name) {
    public static final TraceClock LOCAL = new TraceClock("local");

    /** @param text of the file {@code trace_clock}: all clocks, the one in use in brackets; a bare name is taken as it is */
    public static TraceClock parse(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']', open + 1);
        return new TraceClock(open >= 0 && close > open ? text.substring(open + 1, close) : text.strip());
    }

    /**
     * True where its stamps are shown as seconds. Others are shown as the bare number, {@code boot} too, though it
     * counts ns: that is how trace-cmd has it.
     */
    public boolean isShownAsSeconds() {
        switch (name) {
            case "", "local", "global", "uptime", "perf", "tai", "tsc2nsec":
                return true;
            default:
                return name.startsWith("mono");
        }
    }
}
