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

    private static final int IRQS_OFF = 0x01;
    private static final int NEED_RESCHED_LAZY = 0x02;
    private static final int NEED_RESCHED = 0x04;
    private static final int HARDIRQ = 0x08;
    private static final int SOFTIRQ = 0x10;
    private static final int PREEMPT_RESCHED = 0x20;
    private static final int NMI = 0x40;
    private static final int BOTTOM_HALVES_OFF = 0x80;

    /** By the bits lazy, need, preempt. */
    private static final String RESCHED = ".lnbpLNB";

    private KernelColumns() {}

    static void append(TraceEvent event, TextBuffer out) {
        int from = out.length();
        out.append(event.catalog().tasks().comm(event.pid())).alignRight(from, COMM_WIDTH, ' ');
        out.append('-');
        int digits = out.length();
        out.decimal(event.pid()).alignLeft(digits, PID_WIDTH).append(" [");
        int cpu = out.length();
        out.decimal(event.cpu()).alignRight(cpu, 3, '0').append("] ");
        flags(event, out);
        time(event, out.append(' '));
        out.append(": ");
    }

    private static void flags(TraceEvent event, TextBuffer out) {
        int flags = event.flags();
        int preempt = event.preemptCount();
        boolean noIrqs = (flags & IRQS_OFF) != 0;
        boolean noBottomHalves = (flags & BOTTOM_HALVES_OFF) != 0;
        out.append(noIrqs ? noBottomHalves ? 'D' : 'd' : noBottomHalves ? 'b' : '.');
        out.append(RESCHED.charAt(
                (flags & NEED_RESCHED_LAZY) >> 1 | (flags & NEED_RESCHED) >> 1 | (flags & PREEMPT_RESCHED) >> 3));
        out.append(interrupt(flags));
        depth(preempt & 0xf, out);
        depth(preempt >> 4 & 0xf, out);
    }

    private static char interrupt(int flags) {
        boolean hard = (flags & HARDIRQ) != 0;
        if ((flags & NMI) != 0) {
            return hard ? 'Z' : 'z';
        }
        boolean soft = (flags & SOFTIRQ) != 0;
        return hard ? soft ? 'H' : 'h' : soft ? 's' : '.';
    }

    private static void depth(int depth, TextBuffer out) {
        if (depth == 0) {
            out.append('.');
        } else {
            out.hex(depth);
        }
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
