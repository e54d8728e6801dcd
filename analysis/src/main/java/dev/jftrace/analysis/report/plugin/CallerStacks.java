package dev.jftrace.analysis.report.plugin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The chain of callers last seen on each CPU. */
final class CallerStacks {
    private static final int MOST_DEPTH = 1024;

    private final List<long[]> stacks = new ArrayList<>();
    private final List<int[]> cpus = new ArrayList<>();

    /**
     * How many callers the chain has above the parent; the function becomes what the parent called last. An unknown
     * parent starts a new chain.
     *
     * @param function 0 for one without a name, which leaves the chain as it is
     */
    int depthOf(int cpu, long parent, long function) {
        int index = indexOf(cpu);
        long[] stack = stacks.get(index);
        for (int i = 0; i < stack.length && stack[i] != 0; i++) {
            if (stack[i] == parent) {
                put(index, i + 1, function);
                return i;
            }
        }
        put(index, 0, parent);
        put(index, 1, function);
        return 0;
    }

    private void put(int index, int at, long function) {
        if (function == 0 || at >= MOST_DEPTH) {
            return;
        }
        long[] stack = stacks.get(index);
        if (at >= stack.length) {
            stack = Arrays.copyOf(stack, stack.length * 2);
            stacks.set(index, stack);
        }
        stack[at] = function;
    }

    private int indexOf(int cpu) {
        for (int i = 0; i < cpus.size(); i++) {
            if (cpus.get(i)[0] == cpu) {
                return i;
            }
        }
        cpus.add(new int[] {cpu});
        stacks.add(new long[16]);
        return cpus.size() - 1;
    }
}
