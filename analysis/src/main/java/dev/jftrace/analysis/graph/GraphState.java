package dev.jftrace.analysis.graph;

/** What the text of one CPU, lane or task depends on besides the event itself. */
final class GraphState {
    /** The kernel looks no deeper for lost entries. */
    private static final int KNOWN_DEPTH = 50;

    private static final int OUTSIDE = -1;

    static final int NO_PID = -1;

    private final long[] functions = new long[KNOWN_DEPTH];
    private int interruptDepth = OUTSIDE;
    int lastPid;

    /** Where an event that is no call is shown, one level deeper than this; not indented at all below 1. */
    int depth;

    boolean skipExit;

    GraphState(int firstPid) {
        lastPid = firstPid;
    }

    void enter(int at, long function) {
        depth = at;
        put(at, function);
    }

    /** It is on one line with its exit. */
    void leaf(int at) {
        depth = at - 1;
        put(at, 0);
    }

    /** Whether the entry of this exit was seen (unless it is too deep to tell). */
    boolean leave(int at, long function) {
        depth = at - 1;
        if (at < 0 || at >= KNOWN_DEPTH) {
            return true;
        }
        boolean seen = functions[at] == function;
        functions[at] = 0;
        return seen;
    }

    private void put(int at, long function) {
        if (at >= 0 && at < KNOWN_DEPTH) {
            functions[at] = function;
        }
    }

    /** @return true if the entry, of an interrupt's first function or below one, is to be hidden */
    boolean hidesEntry(int at, boolean isInterrupt) {
        if (interruptDepth == OUTSIDE && isInterrupt) {
            interruptDepth = at;
        }
        return interruptDepth != OUTSIDE;
    }

    /** @return true if the exit is to be hidden; the interrupt ends with the one of its depth, or above it */
    boolean hidesExit(int at) {
        boolean hidden = interruptDepth != OUTSIDE;
        if (hidden && interruptDepth >= at) {
            interruptDepth = OUTSIDE;
        }
        return hidden;
    }
}
