package dev.jftrace.analysis.hist;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** A frame with those that called it, all the way out: a tree whose root is the innermost call. */
final class CallChain {
    private static final int FEW = 2;

    private final Frame frame;
    private Map<Frame, CallChain> callers = Map.of();
    private long count;

    CallChain(Frame frame) {
        this.frame = frame;
    }

    String name() {
        return frame.name();
    }

    /** How many stacks led here. */
    long count() {
        return count;
    }

    /** Counts a stack. @param size how many of its frames, counted from the outermost, called this one */
    void add(CallStack stack, int size) {
        CallChain chain = this;
        chain.count++;
        for (int i = size - 1; i >= 0; i--) {
            chain = chain.caller(stack.frame(i));
            chain.count++;
        }
    }

    private CallChain caller(Frame by) {
        CallChain known = callers.get(by);
        if (known != null) {
            return known;
        }
        if (callers.isEmpty()) {
            callers = new LinkedHashMap<>(FEW);
        }
        CallChain caller = new CallChain(by);
        callers.put(by, caller);
        return caller;
    }

    int fanOut() {
        return callers.size();
    }

    /** The most frequent first. */
    List<CallChain> callers() {
        List<CallChain> sorted = new ArrayList<>(callers.values());
        sort(sorted, CallChain::count);
        return sorted;
    }

    /** The only caller; null if there are none or several. */
    CallChain onlyCaller() {
        return callers.size() == 1 ? callers.values().iterator().next() : null;
    }

    /** Whether nothing on the way out has two callers. */
    boolean isSingle() {
        CallChain chain = this;
        while (chain.fanOut() == 1) {
            chain = chain.onlyCaller();
        }
        return chain.fanOut() == 0;
    }

    /** From the highest count to the lowest; of equal ones, what came last stands first, as in trace-cmd. */
    static <T> void sort(List<T> chains, ToLongFunction<T> count) {
        Collections.reverse(chains);
        chains.sort(Comparator.comparingLong(count).reversed());
    }
}
