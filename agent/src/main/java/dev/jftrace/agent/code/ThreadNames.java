package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.ThreadFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads by their Linux ids, or by globs of their names; {@code !} takes away. Virtual threads go with their carriers,
 * whose buffers they write to.
 */
public final class ThreadNames implements ThreadFilter {
    private final List<String> lines;

    private ThreadNames(List<String> lines) {
        this.lines = lines;
    }

    /** @return null where there is no line: every thread is recorded */
    public static ThreadFilter of(List<String> lines) {
        return lines.isEmpty() ? null : new ThreadNames(new ArrayList<>(lines));
    }

    @Override
    public boolean wants(int tid, String name) {
        boolean wanted = lines.get(0).startsWith("!");
        for (String line : lines) {
            boolean negated = line.startsWith("!");
            String thread = negated ? line.substring(1) : line;
            if (thread.equals(Integer.toString(tid)) || new Glob(thread).matches(name)) {
                wanted = !negated;
            }
        }
        return wanted;
    }
}
