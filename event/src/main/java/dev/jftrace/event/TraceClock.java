package dev.jftrace.event;

/**
 * The clock that a buffer was recorded with.
 *
 * @param name as in the file {@code trace_clock}; empty if nobody knows
 */
public record TraceClock(String name) {
    public static final TraceClock LOCAL = new TraceClock("local");

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
