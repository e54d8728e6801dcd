package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.TextBuffer;

/**
 * What happened to a request: in the low 16 bits of the word the step, in the high ones its categories.
 */
record BlkAction(int word) {
    private static final String[] LETTERS = {
        "?", "Q", "M", "F", "G", "S", "R", "D", "C", "P", "U", "UT", "I", "X", "B", "A"
    };
    private static final int CGROUP = 1 << 8;
    private static final int MESSAGE = 2;

    private static final int WRITE = 1 << 1;
    private static final int FLUSH = 1 << 2;
    private static final int SYNC = 1 << 3;
    private static final int PACKET_COMMAND = 1 << 9;
    private static final int NOTIFY = 1 << 10;
    private static final int AHEAD = 1 << 11;
    private static final int META = 1 << 12;
    private static final int DISCARD = 1 << 13;
    private static final int FUA = 1 << 15;

    private int step() {
        return word & 0xffff & ~CGROUP;
    }

    private boolean is(int category) {
        return (word >>> 16 & category) != 0;
    }

    private boolean isMessage() {
        return is(NOTIFY) && step() == MESSAGE;
    }

    boolean hasCgroup() {
        return (word & CGROUP) != 0;
    }

    boolean isPacketCommand() {
        return is(PACKET_COMMAND);
    }

    /** As in blkparse; m for a message. */
    String letter() {
        return isMessage() ? "m" : step() < LETTERS.length ? LETTERS[step()] : "?";
    }

    /** R, W, D or N, and what goes with it. */
    void appendFlags(long bytes, TextBuffer out) {
        if (isMessage()) {
            out.append('N');
            return;
        }
        out.append(is(FLUSH) ? "F" : "");
        out.append(is(DISCARD) ? 'D' : is(WRITE) ? 'W' : bytes != 0 ? 'R' : 'N');
        out.append(is(FUA) ? "F" : "").append(is(AHEAD) ? "A" : "");
        out.append(is(SYNC) ? "S" : "").append(is(META) ? "M" : "");
    }
}
