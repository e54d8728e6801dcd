package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import jdk.internal.vm.annotation.Contended;

/**
 * What one (carrier) thread writes to. Only that thread touches the fields, but for {@link #end}: the hooks read and move
 * {@link #position} on their own and come here when it meets {@link #end}, which another thread may set to 0 to call this one in
 * ({@link RingTable#knock}).
 *
 * <p>Nothing here may throw, block (but in block mode), or be traced into a loop: while {@link #muted} is set, hooks under this
 * thread write to scrap memory, and so they do while tracing is off or no sub-buffer is free, which saves the hooks a branch. A thread
 * that nobody records goes on through some pages of it, so that it comes here seldom.
 */
@Contended // the hooks write to it all the time: two threads' rings must not share a cache line
public final class ThreadRing {
    private static final int RECORD = AgentRecord.LENGTH;

    /** What {@link #admit} answers in place of an address. */
    private static final long NO_ROOM = 0;

    private static final long KEPT_OUT = -1;

    /** How many records to lose before looking for a sub-buffer again, where nobody tells that some were freed. */
    private static final int PATIENCE = 255;

    /** Of the smallest sub-buffer, 1 KiB, half is for calls. */
    private static final int MOST_NOTICES = 16;

    final Thread owner;

    /** Address of the next record, and the address at which none fits any more. */
    long position;

    long end;

    /** Traced calls that are open on this thread; advisory, see {@link Hook}. */
    int depth;

    /** Set while a hook may write through {@link #position}; see {@link Hook}. */
    boolean busy;

    /** The last {@linkplain RingTable#knock knock} that found this ring kept out: it writes only scrap since. */
    int answered;

    /** The thread that ran when the last record was written: the owner, or a virtual thread on it. */
    Thread mounted;

    /** Another ring in the same slot of the {@link RingTable}. */
    ThreadRing chained;

    /** Calls at this depth and below are not recorded, and those that took less (in units of the clock). */
    int limit = Integer.MAX_VALUE;

    long thresh;

    /** Ids of the open calls, and when they began, for the hooks that need them; else of length 0. */
    int[] open = Session.NO_IDS;

    long[] began = Session.NO_STAMPS;

    /** Records in the sub-buffer in hand that tell of no call. */
    int extras;

    /** Where {@link ValueHook} found the position before the record that its values belong to. */
    long mark;

    /** For {@link GatedHook}: whether calls of the thread {@link #gateOf} are recorded now, and in which of its eras that was said. */
    int gate;

    int gateEra;
    Thread gateOf;

    private ValueText text;
    private final long scrap;
    private Session session;
    private TraceBuffer buffer;
    private boolean muted;
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

    /** Where the next record goes in the sub-buffer in hand, while the hooks write to scrap; and where it ends. */
    private long resume;

    private long subBufferEnd;
    private int generation;
    private int era;
    private long sequence;

    /** Records of calls made before the sub-buffer in hand; those lost since. */
    private long made;

    private long lost;
    private int lowestDepth = Integer.MAX_VALUE;

    /** Whether calls went by that were not to be recorded. */
    private boolean paused;

    private boolean starved;
    private long starvedEpoch;

    ThreadRing(Thread owner) {
        this.owner = owner;
        this.mounted = owner;
        this.scrap = Scrap.of(owner == null ? 0 : Hook.UNSAFE.getLong(owner, Hook.THREAD_ID));
        this.muted = owner == null;
        park();
    }

    /** Made when the first object is recorded. */
    ValueText text() {
        if (text == null) {
            text = new ValueText();
        }
        return text;
    }

    /** Whether the last record went where somebody reads it; not so where the thread is kept out, or there was no room. */
    boolean isHeard() {
        return position - RECORD != scrap;
    }

    /** The last record tells of no call. */
    void countExtra() {
        if (subBuffer != 0 && position > subBuffer && position <= subBufferEnd) {
            extras++;
        }
    }

    boolean isLive() {
        return owner != null && owner.isAlive();
    }

    boolean isVirtualMounted() {
        return mounted != owner;
    }

    /**
     * Where the next record goes, when the sub-buffer in hand is full, there is none, or somebody knocked.
     *
     * @param stamp in units of the clock, not after the record's own; or {@link Hook#NOW}
     * @param depthThen calls that are open when the record's moment has passed, if none lower was before
     */
    public long next(long stamp, int depthThen) {
        if (muted) {
            return nowhere();
        }
        // Any call may end for want of stack. So what was written is remembered first, and the mark stands right before
        // the try.
        stow();
        park();
        int knocks = RingTable.knocks();
        long at = NO_ROOM;
        muted = true;
        try {
            at = admit(stamp == Hook.NOW ? TraceClock.now() : stamp);
        } catch (Throwable outOfMemoryOrStack) {
            // what was taken is kept, for the next record
        } finally {
            muted = false;
            busy = true; // hooks below may have said otherwise
            Hook.UNSAFE.loadFence();
        }
        if (at > 0) {
            return open(at, knocks);
        }
        // Not Math.min: it may be traced, and its hook would come here again.
        lowestDepth = depthThen < lowestDepth ? depthThen : lowestDepth;
        if (at == KEPT_OUT) {
            paused = true;
            answered = knocks;
            if (excluded) {
                return discardMany(knocks);
            }
        } else {
            lost++;
            if (isRecording()) {
                buffer.countLost(starved);
            }
        }
        return park();
    }

    /** Outside of any hook: goes once where the slow path goes, so that its classes are initialised. */
    public void prepare() {
        next(TraceClock.now(), 0);
        busy = false;
    }

    /** Lets the hooks write from {@code at} on. Who knocked meanwhile may have done so before {@link #end} was set. */
    private long open(long at, int knocks) {
        return write(at, subBufferEnd, knocks);
    }

    /** For a thread that nobody records. How deep it was while it came by here seldom is not known. */
    private long discardMany(int knocks) {
        lowestDepth = 0;
        try {
            long waste = Scrap.waste(Hook.UNSAFE.getLong(owner, Hook.THREAD_ID));
            return write(waste, waste + Scrap.WASTE, knocks);
        } catch (Throwable outOfMemoryOrStack) {
            return park();
        }
    }

    private long write(long at, long until, int knocks) {
        position = at;
        end = until;
        Hook.UNSAFE.fullFence();
        if (RingTable.knocks() != knocks) {
            end = 0;
        }
        return at;
    }

    /** Another thread runs on this carrier. A virtual thread's depth is not known: it starts anew at 0. */
    void mount(Thread thread, long stamp) {
        if (muted) {
            return;
        }
        boolean inHook = busy;
        busy = true;
        Hook.UNSAFE.loadFence();
        if (mounted == owner) {
            ownerDepth = depth;
        }
        depth = thread == owner ? ownerDepth : 0;
        mounted = thread;
        switched = true;
        if (position < end && !excluded) {
            position = writeSwitch(position, stamp == Hook.NOW ? TraceClock.now() : stamp);
        }
        busy = inHook;
    }

    /** Keeps what this thread does from now on out of the trace; false when it is kept out already. */
    public boolean mute() {
        if (muted) {
            return false;
        }
        stow();
        park();
        muted = true; // after the last call, which a StackOverflowError may end
        return true;
    }

    /** The next hook finds no room, and goes on where {@link #mute} left off. */
    public void unmute() {
        muted = false;
    }

    private long nowhere() {
        if (owner == null) {
            Session now = Session.current();
            if (now != null) {
                now.buffer().countLostByNobody();
            }
        }
        return park();
    }

    private long park() {
        end = scrap + RECORD;
        position = end;
        return scrap;
    }

    /** Remembers how far the sub-buffer in hand was filled. */
    private void stow() {
        if (subBuffer != 0 && position > subBuffer && position <= subBufferEnd) {
            resume = position;
        }
    }

    /** An address, {@link #NO_ROOM} or {@link #KEPT_OUT}. */
    private long admit(long stamp) throws Exception {
        Session now = Session.current();
        if (now != session) {
            adopt(now);
        }
        if (!isRecording()) {
            return KEPT_OUT;
        }
        if (!hasRoom()) {
            inspect();
        }
        if (!hasRoom() || isAskedAnew()) {
            identify(); // runs the JDK, which may be traced; its hooks end with "not busy"
        }
        busy = true;
        Hook.UNSAFE.loadFence();
        if (excluded || !isRecording()) {
            return KEPT_OUT;
        }
        if (era != buffer.era()) {
            leaveBehind();
        }
        if (generation != buffer.generation()) {
            forget();
        }
        if (hasRoom()) {
            return goOn(stamp);
        }
        seal();
        return advance() ? begin(stamp) : NO_ROOM;
    }

    private boolean isRecording() {
        return session != null && session == Session.current() && buffer.isOn();
    }

    private boolean isAskedAnew() {
        return session.threads() != asked || excluded && owner.getName() != name;
    }

    /**
     * Where hooks cost too much, the next sub-buffer begins with what was done about it. The sub-buffer is read as a hook writes to
     * it: by who says that it is busy, and has looked behind that whether it is still there.
     */
    private void inspect() {
        Governor governor = Governor.current();
        if (governor == null || subBuffer == 0 || !governor.isTurn(sequence)) {
            return;
        }
        busy = true;
        Hook.UNSAFE.loadFence();
        if (isRecording() && generation == buffer.generation() && era == buffer.era()) {
            notices = governor.inspect(subBuffer + AgentSubBufferDescriptor.HEADER_LENGTH, resume);
        }
    }

    private boolean hasRoom() {
        return subBuffer != 0 && resume + (paused || switched ? 3 * RECORD : RECORD) <= subBufferEnd;
    }

    /** Another session: what was in hand belonged to the one before, and is not touched any more; or other limits in the same. */
    private void adopt(Session now) {
        if (session != null && now != null && now.buffer() == buffer) {
            limit = now.depthLimit();
            open = now.newShadowStack();
            began = now.newCallTimes();
            session = now;
            return;
        }
        subBuffer = 0;
        taken = 0;
        era = now == null ? 0 : now.buffer().era();
        name = null;
        asked = null;
        excluded = false;
        notices = null;
        depth = 0;
        sequence = 0;
        startOver();
        session = null; // until all is in step
        buffer = now == null ? null : now.buffer();
        if (now != null) {
            generation = buffer.generation();
            limit = now.depthLimit();
            thresh = now.thresh();
            open = now.newShadowStack();
            began = now.newCallTimes();
        }
        session = now;
    }

    private void startOver() {
        made = 0;
        lost = 0;
        extras = 0;
        lowestDepth = Integer.MAX_VALUE;
        paused = false;
        starved = false;
    }

    /** After a reset: the calls that are open began before what is recorded from here on. */
    private void forget() {
        generation = buffer.generation();
        if (subBuffer != 0) {
            buffer.clear(subBuffer);
            buffer.free(subBuffer);
            subBuffer = 0;
        }
        startOver();
        sequence = 0;
        lowestDepth = 0;
        paused = true;
    }

    /** The buffer's memory was exchanged: what stood in the sub-buffer in hand is in the new one, and full. */
    private void leaveBehind() {
        era = buffer.era();
        if (subBuffer != 0) {
            made += (resume - subBuffer - AgentSubBufferDescriptor.HEADER_LENGTH) / RECORD - extras;
        }
        subBuffer = 0;
        taken = 0;
        extras = 0;
    }

    private long goOn(long stamp) {
        long at = resume;
        if (paused) {
            at = writePause(at, stamp);
            lowestDepth = Integer.MAX_VALUE;
        }
        if (switched) {
            at = writeSwitch(at, stamp);
        }
        return at;
    }

    /**
     * Takes a sub-buffer. Without one it looks again only after the recorder freed some, or a while later: other threads may have
     * left some that can be written over.
     */
    private boolean advance() {
        long epoch = buffer.freeEpoch();
        if (starved && epoch == starvedEpoch && (lost & PATIENCE) != 0) {
            return false;
        }
        buffer.countSlowPath();
        if (taken == 0) {
            taken = buffer.take();
        }
        if (taken == 0) {
            RingTable.sealDead();
            taken = buffer.take();
        }
        if (taken == 0 && !starved) {
            taken = buffer.awaitRoom(owner);
        }
        starved = taken == 0;
        starvedEpoch = epoch;
        return !starved;
    }

    private void seal() {
        if (subBuffer != 0) {
            made += buffer.seal(subBuffer, resume, extras);
            subBuffer = 0;
        }
    }

    /** Hands over what a thread that has ended held. By whoever finds it so, one at a time. */
    void sealDead(Session now) {
        boolean isOurs = session == now && subBuffer != 0 && generation == buffer.generation() && era == buffer.era();
        if (isOurs && !buffer.hasRecorder()) {
            stow();
            seal();
            park();
        }
    }

    private long begin(long stamp) {
        long at = taken;
        TraceClock.storePair(at + AgentSubBufferDescriptor.CLOCK_PAIR_OFFSET);
        Hook.UNSAFE.putInt(at + AgentSubBufferDescriptor.TID_OFFSET, tid);
        Hook.UNSAFE.putLong(at + AgentSubBufferDescriptor.LOST_OFFSET, lost);
        Hook.UNSAFE.putInt(at + AgentSubBufferDescriptor.LOWEST_DEPTH_OFFSET, lowestDepth);
        Hook.UNSAFE.putInt(at + AgentSubBufferDescriptor.GENERATION_OFFSET, generation);
        Hook.UNSAFE.putLong(at + AgentSubBufferDescriptor.MADE_OFFSET, made + lost);
        Hook.UNSAFE.putLong(
                at + AgentSubBufferDescriptor.JAVA_THREAD_OFFSET, Hook.UNSAFE.getLong(owner, Hook.THREAD_ID));
        Hook.UNSAFE.putLongRelease(null, at + AgentSubBufferDescriptor.SEQUENCE_OFFSET, sequence + 1);
        long first = at + AgentSubBufferDescriptor.HEADER_LENGTH;
        extras = 0;
        if (paused) {
            first = writePause(first, stamp);
        }
        // A sub-buffer must tell whose records it holds even when the one before it was lost.
        if (switched || isVirtualMounted() || lost > 0) {
            first = writeSwitch(first, stamp);
        }
        if (notices != null) {
            first = writeNotices(first, stamp);
        }
        // No call from here on: a StackOverflowError, here or in the waiting hook, must find all this in step.
        subBufferEnd = at + buffer.subBufferSize;
        resume = first;
        subBuffer = at;
        taken = 0;
        sequence++;
        made += lost;
        lost = 0;
        lowestDepth = Integer.MAX_VALUE;
        return first;
    }

    private long writeSwitch(long at, long stamp) {
        long thread = isVirtualMounted() ? Hook.UNSAFE.getLong(mounted, Hook.THREAD_ID) : 0;
        long next = writeExtra(at, stamp, (long) AgentRecord.SWITCH << AgentRecord.KIND_SHIFT | thread);
        switched = false;
        return next;
    }

    private long writePause(long at, long stamp) {
        long next = writeExtra(at, stamp, (long) AgentRecord.PAUSE << AgentRecord.KIND_SHIFT | lowestDepth);
        paused = false;
        return next;
    }

    private long writeNotices(long first, long stamp) {
        long at = first;
        for (long notice : notices) {
            if (at < first + MOST_NOTICES * RECORD) {
                at = writeExtra(at, stamp, AgentRecord.info(AgentRecord.DROPPED, (int) (notice >>> Integer.SIZE), (int)
                        notice));
            }
        }
        notices = null;
        return at;
    }

    private long writeExtra(long at, long stamp, long info) {
        Hook.UNSAFE.putLong(at + AgentRecord.INFO_OFFSET, info);
        Hook.UNSAFE.putLongRelease(null, at, stamp);
        extras++;
        return at + RECORD;
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
