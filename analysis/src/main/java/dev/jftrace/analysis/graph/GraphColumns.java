package dev.jftrace.analysis.graph;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** The columns left of the calls, as trace_functions_graph.c (Linux 6.1) prints them. */
final class GraphColumns {
    private static final int PROC_WIDTH = 14;
    private static final int COMM_LENGTH = 7;
    private static final int DURATION_WIDTH = 8;
    private static final int SIGNIFICANT = 7;

    private final GraphOptions options;
    private final int cpuWidth;

    GraphColumns(GraphOptions options, int cpuWidth) {
        this.options = options;
        this.cpuWidth = cpuWidth;
    }

    /** @param cpus how many there are, or are expected */
    static int widthOf(int cpus) {
        return Integer.toString(Math.max(1, cpus) - 1).length();
    }

    void header(TextBuffer out) {
        out.append("# tracer: function_graph\n#\n#");
        out.append(options.shows(GraphOption.ABSTIME) ? "     TIME       " : "")
                .append(options.shows(GraphOption.CPU) ? " CPU" : "");
        out.append(options.shows(GraphOption.PROC) ? "  TASK/PID       " : "")
                .append(options.shows(GraphOption.DURATION) ? "  DURATION   " : "");
        out.append("               FUNCTION CALLS\n#");
        out.append(options.shows(GraphOption.ABSTIME) ? "      |         " : "")
                .append(options.shows(GraphOption.CPU) ? " |  " : "");
        out.append(options.shows(GraphOption.PROC) ? "   |    |        " : "")
                .append(options.shows(GraphOption.DURATION) ? "   |   |      " : "");
        out.append("               |   |   |   |\n");
    }

    void prologue(TextBuffer out, long timestamp, int cpu, byte[] comm, int pid) {
        if (options.shows(GraphOption.ABSTIME)) {
            int from = out.length();
            out.unsigned(Long.divideUnsigned(timestamp, 1_000_000_000));
            out.alignRight(from, 5, ' ').append('.');
            out.unsigned(Long.remainderUnsigned(timestamp, 1_000_000_000) / 1000, 6)
                    .append(" |  ");
        }
        if (options.shows(GraphOption.CPU)) {
            cpu(out, cpu);
        }
        if (options.shows(GraphOption.PROC)) {
            proc(out, comm, pid);
            out.append(" | ");
        }
    }

    void cpu(TextBuffer out, int cpu) {
        out.append(' ');
        int from = out.length();
        out.decimal(cpu).alignRight(from, cpuWidth, ' ').append(") ");
    }

    void proc(TextBuffer out, byte[] comm, int pid) {
        int length = Math.min(comm.length, COMM_LENGTH);
        int spaces = Math.max(0, PROC_WIDTH - length - 1 - Integer.toString(pid).length());
        out.fill(' ', spaces / 2)
                .append(comm, 0, length)
                .append('-')
                .decimal(pid)
                .fill(' ', spaces - spaces / 2);
    }

    void prologue(TextBuffer out, TraceEvent event) {
        int pid = event.pid();
        prologue(out, event.timestamp(), event.cpu(), event.catalog().tasks().comm(pid), pid);
    }

    /** The line before the first call of an interrupt, and behind its last. */
    void interrupt(TextBuffer out, TraceEvent event, boolean enters) {
        prologue(out, event);
        boolean duration = options.shows(GraphOption.DURATION);
        out.append(duration ? "  " : "").append(enters ? "==========>" : "<==========");
        out.append(duration ? " |\n" : "\n");
    }

    void noDuration(TextBuffer out) {
        if (options.shows(GraphOption.DURATION)) {
            out.fill(' ', PROC_WIDTH).append("|  ");
        }
    }

    /** @param ns unsigned */
    void duration(TextBuffer out, long ns) {
        if (!options.shows(GraphOption.DURATION)) {
            return;
        }
        out.append(options.shows(GraphOption.OVERHEAD) ? mark(ns) : ' ').append(' ');
        int from = out.length();
        out.unsigned(Long.divideUnsigned(ns, 1000));
        int digits = out.length() - from;
        if (digits < SIGNIFICANT) {
            int dot = out.length();
            out.append('.').unsigned(Long.remainderUnsigned(ns, 1000), 3);
            out.truncate(Math.min(out.length(), dot + DURATION_WIDTH - digits));
        }
        int width = out.length() - from;
        out.append(" us ").fill(' ', DURATION_WIDTH - width).append("|  ");
    }

    /** Over 1 s, 100 ms, 10 ms, 1 ms, 100 us, 10 us. */
    private static char mark(long ns) {
        long[] limits = {1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000};
        for (int i = 0; i < limits.length; i++) {
            if (Long.compareUnsigned(ns, limits[i]) > 0) {
                return "$@*#!+".charAt(i);
            }
        }
        return ' ';
    }
}
