package dev.jftrace.analysis.hist;

import java.util.Arrays;

/** The calls that a task is in, the outermost first. */
final class CallStack {
    /** Calls below are counted, but not told: a trace can pretend to any depth. */
    static final int MOST_FRAMES = 1024;

    private static final int FIRST_CAPACITY = 16;

    private final int pid;
    private Frame[] frames;
    private int depth;

    CallStack(int pid) {
        this(pid, new Frame[FIRST_CAPACITY], 0);
    }

    private CallStack(int pid, Frame[] frames, int depth) {
        this.pid = pid;
        this.frames = frames;
        this.depth = depth;
    }

    /** The same calls, made by another task. */
    CallStack copyFor(int other) {
        return new CallStack(other, Arrays.copyOf(frames, Math.min(depth, MOST_FRAMES) + 1), depth);
    }

    int pid() {
        return pid;
    }

    int depth() {
        return depth;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    void push(Frame frame) {
        if (depth < MOST_FRAMES) {
            if (depth == frames.length) {
                frames = Arrays.copyOf(frames, 2 * depth);
            }
            frames[depth] = frame;
        }
        depth++;
    }

    void pop() {
        depth--;
    }

    /** How many of the frames are told. */
    int size() {
        return Math.min(depth, MOST_FRAMES);
    }

    /** @param index below {@link #size()}; 0 is the outermost */
    Frame frame(int index) {
        return frames[index];
    }

    /** The innermost that is told; null for none. */
    Frame top() {
        return depth == 0 ? null : frames[size() - 1];
    }
}
