package dev.jftrace.analysis.report;

import dev.jftrace.event.FixedText;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.Arrays;

/** The task, the CPU and the flags of a line. Few of them differ, so their texts are kept. */
final class TaskColumn {
    private static final int COMM_WIDTH = 16;
    private static final int SHORT_COMM = 8;
    private static final int BITS = 11;

    private final boolean latency;
    private final boolean raw;
    private final ReportColors colors;
    private final Entry[] entries = new Entry[1 << BITS];
    private final TextBuffer made = new TextBuffer();

    /** @param raw for flags in hex */
    TaskColumn(boolean latency, boolean raw, ReportColors colors) {
        this.latency = latency;
        this.raw = raw;
        this.colors = colors;
    }

    /** All that the text is made of, and the text. */
    private record Entry(
            byte[] comm, int pid, int cpu, int flags, int preempt, int migrate, int lock, FixedText text) {}

    void append(TraceEvent event, TextBuffer out) {
        int pid = event.pid();
        int cpu = event.cpu();
        int flags = event.flags();
        int preempt = event.preemptCount();
        int slot = (pid * 31 + (preempt << 20 ^ flags << 12 ^ cpu)) * 0x9e37_79b9 >>> Integer.SIZE - BITS;
        Entry entry = entries[slot];
        if (entry == null
                || entry.comm != event.comm()
                || entry.pid != pid
                || entry.cpu != cpu
                || entry.flags != flags
                || entry.preempt != preempt
                || entry.migrate != event.migrateDisable()
                || entry.lock != event.lockDepth()) {
            entry = make(event);
            entries[slot] = entry;
        }
        out.append(entry.text);
    }

    private Entry make(TraceEvent event) {
        made.truncate(0);
        task(event.comm(), event.pid(), event.cpu());
        flags(event);
        return new Entry(
                event.comm(),
                event.pid(),
                event.cpu(),
                event.flags(),
                event.preemptCount(),
                event.migrateDisable(),
                event.lockDepth(),
                made.fixed());
    }

    private void task(byte[] comm, int pid, int cpu) {
        colors.comm(made);
        int from = made.length();
        if (latency) {
            made.append(Arrays.copyOf(comm, Math.min(comm.length, SHORT_COMM))).alignRight(from, SHORT_COMM, ' ');
        } else {
            made.append(comm).alignRight(from, COMM_WIDTH, ' ');
        }
        colors.plain(made);
        made.append('-');
        int digits = made.length();
        made.decimal(pid).alignLeft(digits, 5);
        made.append(latency ? " " : " [");
        int number = made.length();
        made.decimal(cpu);
        if (latency) {
            made.alignRight(number, 3, ' ');
        } else {
            made.alignRight(number, 3, '0').append(']');
        }
    }

    private void flags(TraceEvent event) {
        if (raw) {
            made.append("-0x").hex(event.flags());
            return;
        }
        if (!latency) {
            made.append(' ');
        }
        LatencyFlags.append(event, made);
    }
}
