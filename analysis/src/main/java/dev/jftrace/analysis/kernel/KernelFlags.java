package dev.jftrace.analysis.kernel;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/**
 * The flags of an event with the kernel's letters, a char each: interrupts and bottom halves off, reschedule wanted, in
 * which interrupt, preempt depth, migrate-disable depth. (trace-cmd's column knows fewer.)
 */
public final class KernelFlags {
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

    private KernelFlags() {}

    public static void append(TraceEvent event, TextBuffer out) {
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
}
