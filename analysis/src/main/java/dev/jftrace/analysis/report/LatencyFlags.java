package dev.jftrace.analysis.report;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/**
 * The column of flags, a char each: interrupts off, reschedule wanted, in which interrupt, preempt depth,
 * migrate-disable depth; then, where the kernel has them, migrate-disable and lock depth as fields of their own.
 */
final class LatencyFlags {
    private static final int IRQS_OFF = 0x01;
    private static final int NEED_RESCHED_LAZY = 0x02;
    private static final int NEED_RESCHED = 0x04;
    private static final int HARDIRQ = 0x08;
    private static final int SOFTIRQ = 0x10;

    private LatencyFlags() {}

    static void append(TraceEvent event, TextBuffer out) {
        int flags = event.flags();
        int preempt = event.preemptCount();
        out.append((flags & IRQS_OFF) != 0 ? 'd' : '.');
        out.append((flags & NEED_RESCHED) != 0 ? 'N' : (flags & NEED_RESCHED_LAZY) != 0 ? 'L' : '.');
        out.append(interrupt(flags));
        digit(preempt & 0xf, out);
        digit(preempt >> 4 & 0xf, out);
        depth(event.migrateDisable(), out);
        depth(event.lockDepth(), out);
    }

    private static char interrupt(int flags) {
        boolean hard = (flags & HARDIRQ) != 0;
        boolean soft = (flags & SOFTIRQ) != 0;
        return hard ? soft ? 'H' : 'h' : soft ? 's' : '.';
    }

    private static void digit(int depth, TextBuffer out) {
        if (depth == 0) {
            out.append('.');
        } else {
            out.hex(depth);
        }
    }

    private static void depth(int depth, TextBuffer out) {
        if (depth >= 0) {
            out.decimal(depth);
        }
    }
}
