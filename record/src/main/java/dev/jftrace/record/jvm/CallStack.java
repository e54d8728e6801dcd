package dev.jftrace.record.jvm;

import java.util.Arrays;

/** The calls that are open on one task, outermost first: method ids and the times at which they began. */
final class CallStack {
    private static final int FIRST_CAPACITY = 32;

    /** Stands for a call of which only the depth is known; methods count from 1. */
    static final int UNKNOWN = 0;

    /** Stands for a call that began when nothing was to be recorded: its exit is missed by nobody. */
    static final int BEFORE = -1;

    private int[] ids = new int[FIRST_CAPACITY];
    private long[] callTimes = new long[FIRST_CAPACITY];
    private int depth;

    /** How many calls are open. */
    int depth() {
        return depth;
    }

    void push(int id, long callTime) {
        if (depth == ids.length) {
            ids = Arrays.copyOf(ids, depth * 2);
            callTimes = Arrays.copyOf(callTimes, depth * 2);
        }
        ids[depth] = id;
        callTimes[depth++] = callTime;
    }

    void pop() {
        depth--;
    }

    int id(int at) {
        return ids[at];
    }

    long callTime(int at) {
        return callTimes[at];
    }

    /** Where the innermost open call of method {@code id} stands, or -1; does not look below a call that is not known. */
    int innermost(int id) {
        int at = depth - 1;
        while (at >= 0 && ids[at] != id) {
            at = isUnknown(at) ? -1 : at - 1;
        }
        return at;
    }

    boolean isInnermostUnknown() {
        return depth > 0 && isUnknown(depth - 1);
    }

    private boolean isUnknown(int at) {
        return ids[at] == UNKNOWN || ids[at] == BEFORE;
    }

    /** Makes room for calls that began unseen, until so many are open. @param id {@link #UNKNOWN} or {@link #BEFORE} */
    void padTo(int open, int id) {
        while (depth < open) {
            push(id, 0);
        }
    }

    void clear() {
        depth = 0;
    }
}
