package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;

/**
 * What one (carrier) thread writes to. Only that thread touches the fields; the hooks read and move {@link #position}
 * on their own and come here when it meets {@link #end}.
 *
 * <p>Nothing here may throw, block, or be traced into a loop: while {@link #muted} is set, hooks under this thread
 * write to scrap memory, and so they do while no sub-buffer is free, which saves the hooks a branch.
 */
public final class ThreadRing {
    /** Of the smallest sub-buffer, 1 KiB, half is for calls. */
    private static final int MOST_NOTICES = 16;

    final Thread owner;

    /** Address of the next record, and the address at which none fits any more. */
    long position;

    long end;

    /** Traced calls that are open on this thread; advisory, see {@link Hook}. */
    int depth;

    /** The thread that ran when the last record was written: the owner, or a virtual thread on it. */
    Thread mounted;

    /** Another ring in the same slot of the {@link RingTable}. */
    ThreadRing chained;

    /** Ids of the open calls, for {@link LimitedHook}; null without a limit. */
    final int[] open;

    /** Where {@link ValueHook} found the position before the record that its values belong to. */
    long mark;

    /** For {@link GatedHook}: whether calls of the thread {@link #gateOf} are recorded now. */
    int gate;

    Thread gateOf;

    private ValueText text;

    private final Session session;
    private final TraceBuffer buffer;
    private final long scrap;
    private boolean muted;
    private long heldPosition;
    private long heldEnd;
    private int ownerDepth;
    private boolean switched;

    private int tid;
    private String name;

    /** The filter of threads that was asked last about this one, and its answer. */
    private ThreadFilter asked;

    private boolean excluded;

    /** What the governor dropped, for records of it; null for nothing. */
    private long[] notices;

    /** Address of the sub-buffer in hand, and of one that is ours but has no header yet; 0 without. */
    private long subBuffer;

    private long taken;
    private final int subBufferSize;
    private long sequence;
    private long lost;
    private int lowestDepth = Integer.MAX_VALUE;
    private boolean starved;
    private long starvedEpoch;

    ThreadRing(Thread owner, Session session) {
        this.owner = owner;
        this.mounted = owner;
        this.session = session;
        this.buffer = session.buffer();
        this.subBufferSize = buffer.subBufferSize();
        this.open = session.newShadowStack();
        this.scrap = buffer.scrap(owner == null ? 0 : Hook.UNSAFE.getLong(owner, Hook.THREAD_ID));
        this.muted = owner == null;
        discard();
    }

    /** Made when the first object is recorded. */
    ValueText text() {
        if (text == null) {
            text = new ValueText();
        }
        return text;
    }

    boolean isLive() {
        return owner != null && owner.isAlive();
    }

    boolean isVirtualMounted() {
        return mounted != owner;
    }

    /**
     * Where the next record goes, when the sub-buffer in hand is full or there is none.
     *
     * @param stamp ns, not after the record's own
     * @param depthThen calls that are open when the record's moment has passed, if none lower was before
     */
    public long next(long stamp, int depthThen) {
        if (muted) {
            return nowhere();
        }
        if (excluded && owner.getName() == name && session.threads() == asked) {
            return discardMany();
        }
        muted = true;
        try {
            if (advance()) {
                return begin(stamp);
            }
        } catch (Throwable outOfMemoryOrStack) {
            // what was taken is kept, for the next record
        } finally {
            muted = false;
        }
        if (excluded) {
            return discardMany();
        }
        lost++;
        // Not Math.min: it may be traced, and its hook would come here again.
        lowestDepth = depthThen < lowestDepth ? depthThen : lowestDepth;
        buffer.countLost();
        return discard();
    }

    /** Another thread runs on this carrier. A virtual thread's depth is not known: it starts anew at 0. */
    void mount(Thread thread, long stamp) {
        if (muted) {
            return;
        }
        if (mounted == owner) {
            ownerDepth = depth;
        }
        depth = thread == owner ? ownerDepth : 0;
        mounted = thread;
        switched = true;
        if (position != end) {
            position = writeSwitch(position, stamp);
        }
    }

    /** Keeps what this thread does from now on out of the trace; false when it is kept out already. */
    public boolean mute() {
        if (muted) {
            return false;
        }
        heldPosition = position;
        heldEnd = end;
        discard();
        muted = true; // after the last call, which a StackOverflowError may end
        return true;
    }

    public void unmute() {
        position = heldPosition;
        end = heldEnd;
        muted = false;
    }

    private long nowhere() {
        if (owner == null) {
            buffer.countLost();
        }
        return discard();
    }

    /** For a thread that nobody records: it comes here seldom. */
    private long discardMany() {
        try {
            position = buffer.waste(Hook.UNSAFE.getLong(owner, Hook.THREAD_ID));
            end = position + TraceBuffer.WASTE;
            return position;
        } catch (Throwable outOfMemoryOrStack) {
            return discard();
        }
    }

    private long discard() {
        end = scrap + AgentRecord.LENGTH;
        position = end;
        return scrap;
    }

    /**
     * Hands the full sub-buffer over and takes a free one. Without one it looks again only after the recorder freed
     * some.
     */
    private boolean advance() throws Exception {
        inspect();
        seal();
        long epoch = buffer.freeEpoch();
        if (starved && epoch == starvedEpoch) {
            return false;
        }
        buffer.countSlowPath();
        identify();
        if (excluded) {
            return false;
        }
        if (taken == 0) {
            taken = buffer.take();
        }
        starved = taken == 0;
        starvedEpoch = epoch;
        return !starved;
    }

    /** Where hooks cost too much, the next sub-buffer begins with what was done about it. */
    private void inspect() {
        Governor governor = Governor.current();
        if (governor != null && subBuffer != 0 && governor.isTurn(sequence)) {
            notices = governor.inspect(subBuffer + AgentSubBufferDescriptor.HEADER_LENGTH, end);
        }
    }

    private void seal() {
        if (subBuffer != 0) {
            Hook.UNSAFE.putIntRelease(
                    null, subBuffer + AgentSubBufferDescriptor.STATE_OFFSET, AgentSubBufferDescriptor.FULL);
            subBuffer = 0;
        }
    }

    private long begin(long stamp) {
        long at = taken;
        Hook.UNSAFE.putInt(at + AgentSubBufferDescriptor.TID_OFFSET, tid);
        Hook.UNSAFE.putLong(at + AgentSubBufferDescriptor.LOST_OFFSET, lost);
        Hook.UNSAFE.putInt(at + AgentSubBufferDescriptor.LOWEST_DEPTH_OFFSET, lowestDepth);
        Hook.UNSAFE.putLong(
                at + AgentSubBufferDescriptor.JAVA_THREAD_OFFSET, Hook.UNSAFE.getLong(owner, Hook.THREAD_ID));
        Hook.UNSAFE.putLongRelease(null, at + AgentSubBufferDescriptor.SEQUENCE_OFFSET, sequence + 1);
        long first = at + AgentSubBufferDescriptor.HEADER_LENGTH;
        // A sub-buffer must tell whose records it holds even when the one before it was lost.
        if (switched || isVirtualMounted() || lost > 0) {
            first = writeSwitch(first, stamp);
        }
        if (notices != null) {
            first = writeNotices(first, stamp);
        }
        // No call from here on: a StackOverflowError, here or in the waiting hook, must find all this in step.
        position = first;
        end = at + subBufferSize;
        subBuffer = at;
        taken = 0;
        sequence++;
        lost = 0;
        lowestDepth = Integer.MAX_VALUE;
        return first;
    }

    private long writeSwitch(long at, long stamp) {
        long thread = isVirtualMounted() ? Hook.UNSAFE.getLong(mounted, Hook.THREAD_ID) : 0;
        Hook.UNSAFE.putLong(at + AgentRecord.INFO_OFFSET, (long) AgentRecord.SWITCH << AgentRecord.KIND_SHIFT | thread);
        Hook.UNSAFE.putLongRelease(null, at, stamp);
        switched = false;
        return at + AgentRecord.LENGTH;
    }

    private long writeNotices(long first, long stamp) {
        long at = first;
        for (long notice : notices) {
            long info = AgentRecord.info(AgentRecord.DROPPED, (int) (notice >>> Integer.SIZE), (int) notice);
            if (at < first + MOST_NOTICES * AgentRecord.LENGTH) {
                Hook.UNSAFE.putLong(at + AgentRecord.INFO_OFFSET, info);
                Hook.UNSAFE.putLongRelease(null, at, stamp);
                at += AgentRecord.LENGTH;
            }
        }
        notices = null;
        return at;
    }

    /** Runs on the owner: finds its Linux id once, and tells its name whenever that changed. */
    private void identify() throws Exception {
        if (tid == 0) {
            tid = LinuxThread.current().tid();
        }
        String now = owner.getName();
        if (now != name) {
            session.tasks().add(tid, Hook.UNSAFE.getLong(owner, Hook.THREAD_ID), now);
            name = now;
            asked = null;
        }
        ThreadFilter filter = session.threads();
        if (filter != asked) {
            asked = filter;
            excluded = filter != null && !filter.wants(tid, now);
        }
    }
}
