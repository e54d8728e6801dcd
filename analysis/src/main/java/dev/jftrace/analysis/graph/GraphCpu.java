package dev.jftrace.analysis.graph;

import java.util.Arrays;

/** What the text of one CPU (or lane) depends on besides the event itself. */
final class GraphCpu {
    /** The kernel looks no deeper for lost entries. */
    private static final int KNOWN_DEPTH = 50;

    static final int NO_PID = -1;

    private final long[] functions = new long[KNOWN_DEPTH];
    int lastPid;
    int depth;
    boolean skipExit;

    GraphCpu(int firstPid) {
        lastPid = firstPid;
        Arrays.fill(functions, 0);
    }

    void enter(int at, long function) {
        if (at >= 0 && at < KNOWN_DEPTH) {
            functions[at] = function;
        }
    }

    /** Whether the entry of this exit was seen (unless it is too deep to tell). */
    boolean leave(int at, long function) {
        if (at < 0 || at >= KNOWN_DEPTH) {
            return true;
        }
        boolean seen = functions[at] == function;
        functions[at] = 0;
        return seen;
    }
}
