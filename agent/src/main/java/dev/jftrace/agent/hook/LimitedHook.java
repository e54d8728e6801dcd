package dev.jftrace.agent.hook;

/**
 * The hooks under {@code max_graph_depth}: calls at that depth and below are not recorded, neither entry nor exit.
 *
 * <p>As the depth decides here, it must not drift when a StackOverflowError swallowed an exit. A shadow stack of ids
 * tells: an exit whose id is not on top closes everything above the nearest call with that id. Where the lost exit is
 * one of a recursion the ids look alike, and it heals at the exit of the first caller that is another method.
 *
 * <p>A virtual thread's depth is unknown to its carrier, so all its calls are recorded; the recorder applies the limit.
 */
public final class LimitedHook {
    private LimitedHook() {}

    public static void in(int id) {
        ThreadRing ring = mountedRing();
        if (ring.isVirtualMounted()) {
            Hook.in(id);
            return;
        }
        int depth = ring.depth;
        if (depth < ring.limit) {
            Hook.in(id);
        }
        if (depth < ring.open.length) {
            ring.open[depth] = id;
        }
        ring.depth = depth + 1;
    }

    public static void out(int id) {
        if (closes(id)) {
            Hook.out(id);
        }
    }

    public static void outThrow(int id) {
        if (closes(id)) {
            Hook.outThrow(id);
        }
    }

    /** Takes the call off the shadow stack, but leaves the last step down to {@link Hook} when the exit is recorded. */
    private static boolean closes(int id) {
        ThreadRing ring = mountedRing();
        if (ring.isVirtualMounted()) {
            return true;
        }
        int depth = innermost(ring, id);
        if (depth < 0) {
            return false;
        }
        boolean recorded = depth < ring.limit;
        ring.depth = recorded ? depth + 1 : depth;
        return recorded;
    }

    static ThreadRing mountedRing() {
        ThreadRing ring = Hook.ring();
        if (Hook.CARRIERS && ring.mounted != Thread.currentThread()) {
            ring.mount(Thread.currentThread(), Hook.NOW);
        }
        return ring;
    }

    /** Where the innermost open call of a method stands, whatever exits went unseen above it; below 0 without one. */
    static int innermost(ThreadRing ring, int id) {
        int depth = ring.depth - 1;
        return depth < ring.open.length && (depth < 0 || ring.open[depth] != id)
                ? nearest(ring.open, depth, id)
                : depth;
    }

    /** The call with this id nearest to the top, or -1: it was entered before tracing began. */
    private static int nearest(int[] open, int top, int id) {
        int depth = top;
        while (depth >= 0 && open[depth] != id) {
            depth--;
        }
        return depth;
    }
}
