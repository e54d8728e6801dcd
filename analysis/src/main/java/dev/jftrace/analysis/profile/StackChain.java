package dev.jftrace.analysis.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Stacks that begin with the same callers, as a tree: a caller, and who called it.
 *
 * @param percent of the time of the callers beside it; of the count where nothing took time
 */
record StackChain(long caller, Times times, int percent, List<StackChain> callers) {
    private static final Comparator<StackChain> LONGEST_FIRST = Comparator.<StackChain>comparingLong(
                    chain -> chain.times().total() ^ Long.MIN_VALUE)
            .thenComparingLong(chain -> chain.times().occurrences())
            .reversed();

    /** The most that takes time, or is frequent, first. */
    static List<StackChain> of(Map<CallerStack, Times> stacks) {
        List<Map.Entry<CallerStack, Times>> sorted = new ArrayList<>(stacks.entrySet());
        sorted.sort(Map.Entry.comparingByKey());
        return chains(sorted, 0);
    }

    private static List<StackChain> chains(List<Map.Entry<CallerStack, Times>> stacks, int level) {
        List<StackChain> chains = new ArrayList<>();
        int start = 0;
        while (start < stacks.size()) {
            int end = start + 1;
            if (stacks.get(start).getKey().depth() > level) {
                while (end < stacks.size()
                        && isSame(stacks.get(start).getKey(), stacks.get(end).getKey(), level)) {
                    end++;
                }
                chains.add(chain(stacks.subList(start, end), level));
            }
            start = end;
        }
        chains.sort(LONGEST_FIRST);
        return withPercents(chains);
    }

    private static boolean isSame(CallerStack one, CallerStack other, int level) {
        return other.depth() > level && other.caller(level) == one.caller(level);
    }

    private static StackChain chain(List<Map.Entry<CallerStack, Times>> stacks, int level) {
        Times times = new Times();
        stacks.forEach(stack -> times.add(stack.getValue()));
        return new StackChain(stacks.get(0).getKey().caller(level), times, 0, chains(stacks, level + 1));
    }

    private static List<StackChain> withPercents(List<StackChain> chains) {
        long time = chains.stream().mapToLong(chain -> chain.times().total()).sum();
        long count =
                chains.stream().mapToLong(chain -> chain.times().occurrences()).sum();
        return chains.stream()
                .map(chain -> new StackChain(
                        chain.caller(),
                        chain.times(),
                        time != 0
                                ? percent(chain.times().total(), time)
                                : percent(chain.times().occurrences(), count),
                        chain.callers()))
                .toList();
    }

    private static int percent(long part, long whole) {
        return (int) Long.divideUnsigned(part * 100 + whole / 2, whole);
    }
}
