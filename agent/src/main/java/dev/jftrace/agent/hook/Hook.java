package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentRecord;
import jdk.internal.access.JavaLangAccess;
import jdk.internal.access.SharedSecrets;
import jdk.internal.misc.Unsafe;

/**
 * What traced code calls: {@link #in} when a method begins, {@link #out} before it returns, {@link #outThrow} when an
 * exception leaves it. Each writes one {@link AgentRecord}.
 *
 * <p>The shape follows from measurements. Above 35 bytecodes C1 calls the compiled hook in place of copying it into
 * every method; below 325 C2 still inlines it where it is hot. Everything called on the fast path is an intrinsic, so
 * even {@code java.util} can be traced without a guard. The clock is read as late as can be at entry and as early as
 * can be at exit: what lies outside the two stamps is charged to the caller, not to the method.
 *
 * <p>A StackOverflowError can strike in a hook, at any call. So the cursor moves only after the last call: the error
 * then loses a record, but never leaves a hole in front of a later one. A lost exit leaves the depth one too high from
 * there on; it is advisory, and the reader, who knows the ids, counts on its own. Only {@link LimitedHook}, which
 * decides by depth, heals it.
 *
 * <p>The memory that a hook writes to can be taken away only when no hook is on its way there. So it says that it is: by a plain
 * store, as who wants to know ({@link RingTable#awaitQuiet}) makes all threads stop and so show what they stored. The fence keeps
 * the compilers from reading {@code end} before that; on x86 it is no instruction.
 */
public final class Hook {
    static final Unsafe UNSAFE = Unsafe.getUnsafe();

    /** Offset of the id in a Thread: its getter may be overridden by the program. */
    static final long THREAD_ID = UNSAFE.objectFieldOffset(Thread.class, "tid");

    /** Since 21 a program's thread may be virtual; a ring belongs to the carrier below it. */
    static final boolean CARRIERS = Runtime.version().feature() >= 21;

    private static final JavaLangAccess LANG = CARRIERS ? SharedSecrets.getJavaLangAccess() : null;

    /** In place of a stamp: slow paths read the clock themselves. Each read in a hook is more code wherever it is inlined. */
    static final long NOW = 0;

    private static final long ENTRY = AgentRecord.info(AgentRecord.ENTRY, 0, 0);
    private static final long EXIT = AgentRecord.info(AgentRecord.EXIT, 0, 0);
    private static final long EXIT_THROW = AgentRecord.info(AgentRecord.EXIT_THROW, 0, 0);

    private Hook() {}

    public static void in(int id) {
        ThreadRing ring = ring();
        if (CARRIERS && ring.mounted != Thread.currentThread()) {
            ring.mount(Thread.currentThread(), NOW);
        }
        ring.busy = true;
        UNSAFE.loadFence();
        long at = ring.position;
        if (at >= ring.end) {
            at = ring.next(NOW, ring.depth);
        }
        int depth = ring.depth;
        UNSAFE.putLong(at + AgentRecord.INFO_OFFSET, ENTRY | depthBits(depth) | id);
        UNSAFE.putLongRelease(null, at, TraceClock.now());
        ring.position = at + AgentRecord.LENGTH;
        ring.depth = depth + 1;
        ring.busy = false;
    }

    public static void out(int id) {
        leave(EXIT | id);
    }

    public static void outThrow(int id) {
        leave(EXIT_THROW | id);
    }

    /** Reads the clock, and not who calls this: C1 copies small methods into each traced one, and a read of the clock with them. */
    private static void leave(long info) {
        long stamp = TraceClock.now();
        ThreadRing ring = ring();
        if (CARRIERS && ring.mounted != Thread.currentThread()) {
            ring.mount(Thread.currentThread(), stamp);
        }
        int depth = ring.depth - 1;
        if (depth < 0) {
            if (ring.mounted == ring.owner) {
                return; // of a call that began before tracing did
            }
            depth = 0;
        }
        ring.busy = true;
        UNSAFE.loadFence();
        long at = ring.position;
        if (at >= ring.end) {
            at = ring.next(stamp, depth);
        }
        UNSAFE.putLong(at + AgentRecord.INFO_OFFSET, info | depthBits(depth));
        UNSAFE.putLongRelease(null, at, stamp);
        ring.position = at + AgentRecord.LENGTH;
        ring.depth = depth;
        ring.busy = false;
    }

    public static ThreadRing ring() {
        Thread carrier = CARRIERS ? LANG.currentCarrierThread() : Thread.currentThread();
        ThreadRing ring = RingTable.RINGS[(int) UNSAFE.getLong(carrier, THREAD_ID) & RingTable.MASK];
        return ring.owner == carrier ? ring : RingTable.find(carrier);
    }

    static long depthBits(int depth) {
        return (long) (depth & AgentRecord.MAX_DEPTH) << AgentRecord.DEPTH_SHIFT;
    }
}
