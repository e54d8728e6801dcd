package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentRecord;

/**
 * The hooks under {@code tracing_thresh}: a call is recorded when it ends, and only if it took that long. Its callers took longer,
 * so they are recorded too.
 *
 * <p>A virtual thread may end a call on another carrier than it began it on, so all its calls are recorded; the recorder applies
 * the threshold, and the limit of depth. Calls deeper than the shadow stack are not recorded.
 */
public final class ThreshHook {
    private static final long DURATION = (long) AgentRecord.DURATION << AgentRecord.KIND_SHIFT;
    private static final long MOST = (1L << AgentRecord.KIND_SHIFT) - 1;
    private static final long EXIT = AgentRecord.info(AgentRecord.EXIT, 0, 0);
    private static final long EXIT_THROW = AgentRecord.info(AgentRecord.EXIT_THROW, 0, 0);

    private ThreshHook() {}

    public static void in(int id) {
        ThreadRing ring = LimitedHook.mountedRing();
        if (ring.isVirtualMounted()) {
            Hook.in(id);
            return;
        }
        int depth = ring.depth;
        if (depth < ring.began.length) {
            ring.open[depth] = id;
            ring.began[depth] = TraceClock.now();
        }
        ring.depth = depth + 1;
    }

    public static void out(int id) {
        leave(EXIT | id);
    }

    public static void outThrow(int id) {
        leave(EXIT_THROW | id);
    }

    /** Reads the clock itself, as {@link Hook}'s does. */
    private static void leave(long info) {
        long stamp = TraceClock.now();
        ThreadRing ring = LimitedHook.mountedRing();
        if (ring.isVirtualMounted()) {
            if (AgentRecord.kind(info) == AgentRecord.EXIT) {
                Hook.out((int) info);
            } else {
                Hook.outThrow((int) info);
            }
            return;
        }
        int depth = LimitedHook.innermost(ring, (int) info);
        if (depth >= 0) {
            ring.depth = depth;
        }
        if (depth < 0 || depth >= ring.began.length || depth >= ring.limit) {
            return;
        }
        long took = stamp - ring.began[depth];
        if (took >= ring.thresh) {
            write(ring, DURATION | took & MOST, info | Hook.depthBits(depth), stamp);
        }
    }

    /** Two records; the first one may be the last of a sub-buffer. */
    private static void write(ThreadRing ring, long duration, long exit, long stamp) {
        ring.busy = true;
        Hook.UNSAFE.loadFence();
        put(ring, duration, stamp);
        ring.extras++;
        put(ring, exit, stamp);
        ring.busy = false;
    }

    private static void put(ThreadRing ring, long info, long stamp) {
        long at = ring.position;
        if (at >= ring.end) {
            at = ring.next(stamp, ring.depth);
        }
        Hook.UNSAFE.putLong(at + AgentRecord.INFO_OFFSET, info);
        Hook.UNSAFE.putLongRelease(null, at, stamp);
        ring.position = at + AgentRecord.LENGTH;
    }
}
