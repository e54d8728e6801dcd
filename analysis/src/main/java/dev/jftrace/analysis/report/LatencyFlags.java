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

    private static final int CHARS = 3;
    private static final int DEPTHS = 2;

    /** Of each byte of flags the three chars, of each byte of depths the two, the first char in the lowest byte. */
    private static final int[] FLAGS = new int[1 << Byte.SIZE];

    private static final int[] PREEMPT = new int[1 << Byte.SIZE];

    static {
        for (int i = 0; i < FLAGS.length; i++) {
            char needResched = (i & NEED_RESCHED) != 0 ? 'N' : (i & NEED_RESCHED_LAZY) != 0 ? 'L' : '.';
            FLAGS[i] = ((i & IRQS_OFF) != 0 ? 'd' : '.') | needResched << 8 | interrupt(i) << 16;
            PREEMPT[i] = digit(i & 0xf) | digit(i >> 4) << 8;
        }
    }

    private LatencyFlags() {}

    static void append(TraceEvent event, TextBuffer out) {
        long chars = FLAGS[event.flags() & 0xff] | (long) PREEMPT[event.preemptCount() & 0xff] << CHARS * Byte.SIZE;
        out.append(chars, CHARS + DEPTHS);
        depth(event.migrateDisable(), out);
        depth(event.lockDepth(), out);
    }

    private static char interrupt(int flags) {
        boolean hard = (flags & HARDIRQ) != 0;
        boolean soft = (flags & SOFTIRQ) != 0;
        return hard ? soft ? 'H' : 'h' : soft ? 's' : '.';
    }

    private static char digit(int depth) {
        return depth == 0 ? '.' : Character.forDigit(depth, 16);
    }

    private static void depth(int depth, TextBuffer out) {
        if (depth >= 0) {
            out.decimal(depth);
        }
    }
}
