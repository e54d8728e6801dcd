package dev.jftrace.analysis.graph;

import dev.jftrace.event.TraceEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Takes what hooks took out of the durations of calls: of each call's own, and of those of all calls below it. */
final class Compensation {
    private static final int MOST_DEPTH = 1 << 20;

    private final HookCost cost;
    private final Map<Long, Calls> tasks = new HashMap<>();

    /** @param cost null for none: durations stay what they are */
    Compensation(HookCost cost) {
        this.cost = cost;
    }

    /** How many calls have ended below the open one at each depth. */
    private static final class Calls {
        private long[] below = new long[16];

        void begin(int depth) {
            if (depth >= below.length) {
                below = Arrays.copyOf(below, Math.max(depth + 1, 2 * below.length));
            }
            below[depth] = 0;
        }

        long end(int depth) {
            long count = depth < below.length ? below[depth] : 0;
            if (depth > 0 && depth <= below.length) {
                below[depth - 1] += count + 1;
            }
            return count;
        }
    }

    void enter(TraceEvent entry, FuncgraphFields of) {
        int depth = CallText.depth(entry, of);
        if (cost != null && depth >= 0 && depth < MOST_DEPTH) {
            callsOf(entry).begin(depth);
        }
    }

    /** @return the duration of the call that ends, ns; at least 0 */
    long duration(TraceEvent exit, FuncgraphFields of) {
        long duration = CallText.duration(exit, of);
        int depth = CallText.depth(exit, of);
        if (cost == null || depth < 0 || depth >= MOST_DEPTH) {
            return duration;
        }
        return Math.max(0, duration - cost.inside() - callsOf(exit).end(depth) * cost.call());
    }

    private Calls callsOf(TraceEvent event) {
        long task = (long) event.bufferIndex() << Integer.SIZE | event.pid() & 0xffff_ffffL;
        return tasks.computeIfAbsent(task, key -> new Calls());
    }
}
