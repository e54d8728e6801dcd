package dev.jftrace.analysis.hist;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The chains of each task, or of all together. */
final class ChainCounts {
    private final boolean merged;
    private final Map<Key, TopChain> tops = new HashMap<>();
    private final List<TopChain> inOrder = new ArrayList<>();
    private long total;

    private record Key(int pid, Frame frame) {}

    ChainCounts(boolean merged) {
        this.merged = merged;
    }

    boolean isMerged() {
        return merged;
    }

    /** Of stacks, empty ones too. */
    long total() {
        return total;
    }

    void add(CallStack stack, boolean event) {
        total++;
        if (stack.isEmpty()) {
            return;
        }
        Key key = new Key(merged ? 0 : stack.pid(), stack.top());
        TopChain top = tops.get(key);
        if (top == null) {
            top = new TopChain(key.pid(), event, new CallChain(key.frame()));
            tops.put(key, top);
            inOrder.add(top);
        }
        top.chain().add(stack, stack.size() - 1);
    }

    /** The most frequent first. */
    List<TopChain> sorted() {
        List<TopChain> sorted = new ArrayList<>(inOrder);
        CallChain.sort(sorted, TopChain::count);
        return sorted;
    }
}
