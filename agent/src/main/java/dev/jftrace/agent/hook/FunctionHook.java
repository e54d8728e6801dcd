package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentRecord;

/**
 * The hooks of the function tracer: one record when a method begins, which names its caller. The end only takes the call off the
 * shadow stack, and reads no clock.
 *
 * <p>A caller is known down to the depth of the shadow stack; below a virtual thread's last mount it is not.
 */
public final class FunctionHook {
    private static final long FUNCTION = AgentRecord.info(AgentRecord.FUNCTION, 0, 0);

    private FunctionHook() {}

    public static void in(int id) {
        ThreadRing ring = LimitedHook.mountedRing();
        ring.busy = true;
        Hook.UNSAFE.loadFence();
        int depth = ring.depth;
        int[] open = ring.open;
        int parent = depth > 0 && depth <= open.length ? open[depth - 1] : 0;
        if (parent > AgentRecord.MAX_DEPTH) {
            parent = 0;
        }
        long at = ring.position;
        if (at >= ring.end) {
            at = ring.next(Hook.NOW, depth);
        }
        Hook.UNSAFE.putLong(at + AgentRecord.INFO_OFFSET, FUNCTION | Hook.depthBits(parent) | id);
        Hook.UNSAFE.putLongRelease(null, at, TraceClock.now());
        ring.position = at + AgentRecord.LENGTH;
        if (depth < open.length) {
            open[depth] = id;
        }
        ring.depth = depth + 1;
        ring.busy = false;
    }

    public static void out(int id) {
        ThreadRing ring = LimitedHook.mountedRing();
        int depth = LimitedHook.innermost(ring, id);
        if (depth >= 0) {
            ring.depth = depth;
        }
    }

    public static void outThrow(int id) {
        out(id);
    }
}
