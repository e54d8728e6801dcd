package dev.jftrace.analysis.report;

import dev.jftrace.event.FixedText;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.Arrays;

/** The task and the CPU of a line. There are few of them, so their texts are kept. */
final class TaskColumn {
    private static final int COMM_WIDTH = 16;
    private static final int SHORT_COMM = 8;
    private static final int BITS = 10;

    private final boolean latency;
    private final ReportColors colors;
    private final int[] pids = new int[1 << BITS];
    private final int[] cpus = new int[1 << BITS];
    private final byte[][] comms = new byte[1 << BITS][];
    private final FixedText[] texts = new FixedText[1 << BITS];
    private final TextBuffer made = new TextBuffer();

    TaskColumn(boolean latency, ReportColors colors) {
        this.latency = latency;
        this.colors = colors;
    }

    void append(TraceEvent event, TextBuffer out) {
        int pid = event.pid();
        int cpu = event.cpu();
        byte[] comm = event.comm();
        int slot = (pid * 31 + cpu) * 0x9e37_79b9 >>> Integer.SIZE - BITS;
        if (comms[slot] != comm || pids[slot] != pid || cpus[slot] != cpu) {
            make(comm, pid, cpu);
            pids[slot] = pid;
            cpus[slot] = cpu;
            comms[slot] = comm;
            texts[slot] = made.fixed();
        }
        out.append(texts[slot]);
    }

    private void make(byte[] comm, int pid, int cpu) {
        made.truncate(0);
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
}
