package dev.jftrace.analysis.kernel;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceClock;
import dev.jftrace.event.TraceEvent;

/**
 * The columns of the file {@code trace}:
 *
 * <pre>
 *            TASK-PID     CPU#  |||||  TIMESTAMP
 *            bash-1163    [001] d..2.   134.744106:
 * </pre>
 */
final class KernelColumns {
    private static final int COMM_WIDTH = 16;
    private static final int PID_WIDTH = 7;
    private static final int SECONDS_WIDTH = 5;
    private static final int COUNTER_WIDTH = 12;

    private KernelColumns() {}

    static void append(TraceEvent event, TextBuffer out) {
        int from = out.length();
        out.append(event.catalog().tasks().comm(event.pid())).alignRight(from, COMM_WIDTH, ' ');
        out.append('-');
        int digits = out.length();
        out.decimal(event.pid()).alignLeft(digits, PID_WIDTH).append(" [");
        int cpu = out.length();
        out.decimal(event.cpu()).alignRight(cpu, 3, '0').append("] ");
        KernelFlags.append(event, out);
        time(event, out.append(' '));
        out.append(": ");
    }

    private static void time(TraceEvent event, TextBuffer out) {
        int from = out.length();
        if (!countsNs(event.clock())) {
            out.unsigned(event.timestamp()).alignRight(from, COUNTER_WIDTH, ' ');
            return;
        }
        long us = Long.divideUnsigned(event.timestamp() + 500, 1000);
        out.unsigned(us / 1_000_000).alignRight(from, SECONDS_WIDTH, ' ');
        out.append('.').unsigned(us % 1_000_000, 6);
    }

    /** To the kernel {@code boot} counts ns as well. */
    private static boolean countsNs(TraceClock clock) {
        return clock.isShownAsSeconds() || clock.name().equals("boot");
    }
}
