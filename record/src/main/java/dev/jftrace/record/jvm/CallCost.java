package dev.jftrace.record.jvm;

/**
 * What recording a call takes of the program's time, as its records show: the least that ever lay between the stamps of
 * a call without calls in it, and between the beginnings of two such in a row.
 */
final class CallCost {
    private long inside = Long.MAX_VALUE;
    private long call = Long.MAX_VALUE;

    /** Of one thread: the last two records, where they tell something. */
    static final class Seen {
        private long entry;
        private long leafEntry;

        void forget() {
            entry = 0;
            leafEntry = 0;
        }
    }

    void enter(Seen seen, long stamp) {
        if (seen.leafEntry != 0) {
            call = Math.min(call, stamp - seen.leafEntry);
        }
        seen.entry = stamp;
        seen.leafEntry = 0;
    }

    void leave(Seen seen, long stamp) {
        if (seen.entry != 0) {
            inside = Math.min(inside, stamp - seen.entry);
        }
        seen.leafEntry = seen.entry;
        seen.entry = 0;
    }

    void add(CallCost other) {
        inside = Math.min(inside, other.inside);
        call = Math.min(call, other.call);
    }

    boolean isKnown() {
        return call != Long.MAX_VALUE;
    }

    /** In ns; {@code analysis.graph.HookCost} reads it. */
    String text() {
        return "hook cost " + inside + " ns inside, " + call + " ns a call";
    }
}
