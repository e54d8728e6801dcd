package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import dev.jftrace.ring.ClockPairDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The mapped file that the threads of this JVM record into; see {@link AgentBufferDescriptor} for its bytes. What threads do on
 * their slow paths is here, and what somebody who controls the tracing asks for; the latter one at a time.
 */
public final class TraceBuffer {
    /** How far to look for a free sub-buffer before one is written over, while nobody gives any back. */
    private static final int GLANCE = 16;

    /** A recorder that did not look for so long is not waited for. */
    private static final long RECORDER_SILENT_NS = 1_000_000_000L;

    /** One that is only coming has so long to do so, from when the buffer is there. */
    private static final long RECORDER_COMES_NS = 5_000_000_000L;

    private static final long NAP_NS = 200_000;
    private static final long LOST_BY_NOBODY = Hook.UNSAFE.objectFieldOffset(TraceBuffer.class, "lostByNobody");

    private BufferMemory memory;
    private long header;
    final int subBufferSize;
    private volatile int subBufferCount;

    /** Sub-buffers that are not used, as the buffer was made smaller; nobody else's while they are claimed. */
    private final Deque<Integer> withdrawn = new ArrayDeque<>();

    private final int mode;
    private final long startedAt = System.nanoTime();
    private volatile boolean on = true;
    private volatile int generation;
    private volatile int era;
    private volatile long lostByNobody;
    private boolean retired;
    private int nextPair = 2;

    /** Where the next search begins, and the free epoch of the last one all around. Threads race for them: they only guide. */
    private int hint;

    private long searchedEpoch = -1;

    private TraceBuffer(BufferMemory memory, int subBufferSize, int mode) {
        this.memory = memory;
        this.header = memory.header();
        this.subBufferSize = subBufferSize;
        this.subBufferCount = memory.count();
        this.mode = mode;
    }

    /**
     * @param subBufferSize bytes, a multiple of a record
     * @param mode {@link AgentBufferDescriptor#MODE_DROP}, MODE_OVERWRITE or MODE_BLOCK
     * @param thresh ns, for the reader
     * @throws IOException when the file is there already, or has no room on its disk
     */
    static TraceBuffer create(Path file, int subBufferSize, int subBufferCount, int mode, long thresh, int pid)
            throws IOException {
        TraceBuffer buffer =
                new TraceBuffer(BufferMemory.create(file, subBufferSize, subBufferCount), subBufferSize, mode);
        buffer.writeHeader(pid, thresh);
        return buffer;
    }

    private void writeHeader(int pid, long thresh) {
        putInt(AgentBufferDescriptor.VERSION_OFFSET, AgentBufferDescriptor.VERSION);
        putInt(AgentBufferDescriptor.SUB_BUFFER_SIZE_OFFSET, subBufferSize);
        putInt(AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET, subBufferCount);
        putInt(AgentBufferDescriptor.PID_OFFSET, pid);
        putInt(
                AgentBufferDescriptor.CLOCK_OFFSET,
                TraceClock.TSC ? AgentBufferDescriptor.CLOCK_TSC : AgentBufferDescriptor.CLOCK_MONO);
        putInt(AgentBufferDescriptor.STATE_OFFSET, AgentBufferDescriptor.STATE_OPEN);
        putInt(AgentBufferDescriptor.MODE_OFFSET, mode);
        Hook.UNSAFE.putLong(header + AgentBufferDescriptor.THRESH_OFFSET, thresh);
        Hook.UNSAFE.putLong(header + AgentBufferDescriptor.START_OFFSET, startedAt);
        TraceClock.storeFirstPairs(header + AgentBufferDescriptor.CLOCK_PAIRS_OFFSET);
        Hook.UNSAFE.putLongRelease(null, header + AgentBufferDescriptor.MAGIC_OFFSET, AgentBufferDescriptor.MAGIC);
    }

    private void putInt(int offset, int value) {
        Hook.UNSAFE.putInt(header + offset, value);
    }

    private long address(int index) {
        return memory.address(index);
    }

    /** The address of a sub-buffer without content that is the caller's from here on, or 0. */
    long take() {
        long epoch = freeEpoch();
        boolean overwrite = mode == AgentBufferDescriptor.MODE_OVERWRITE;
        int far = overwrite && epoch == searchedEpoch && subBufferCount > GLANCE ? GLANCE : subBufferCount;
        long found = take(AgentSubBufferDescriptor.FREE, far);
        if (found == 0) {
            searchedEpoch = epoch;
        }
        if (found != 0 || !overwrite) {
            return found;
        }
        found = take(AgentSubBufferDescriptor.FULL, subBufferCount);
        if (found != 0) {
            overwrite(found);
        }
        return found;
    }

    /** The first sub-buffer in this state, of so many. They are filled in turn, so a full one that comes first is old. */
    private long take(int state, int far) {
        int index = hint;
        for (int i = 0; i < far; i++, index++) {
            if (index >= subBufferCount) {
                index = 0;
            }
            long at = address(index);
            if (state(at) == state && change(at, state, AgentSubBufferDescriptor.OWNED)) {
                hint = index + 1;
                return at;
            }
        }
        return 0;
    }

    private void overwrite(long at) {
        if (Hook.UNSAFE.getInt(at + AgentSubBufferDescriptor.GENERATION_OFFSET) == generation) {
            count(
                    AgentBufferDescriptor.OVERRUN_OFFSET,
                    Hook.UNSAFE.getInt(at + AgentSubBufferDescriptor.EVENTS_OFFSET));
        }
        clear(at);
    }

    private static int state(long at) {
        return Hook.UNSAFE.getIntVolatile(null, at + AgentSubBufferDescriptor.STATE_OFFSET);
    }

    private static boolean change(long at, int from, int to) {
        return Hook.UNSAFE.compareAndSetInt(null, at + AgentSubBufferDescriptor.STATE_OFFSET, from, to);
    }

    /** Zeroes all but the state; the sequence first, as who reads without leave looks at it before and after. */
    void clear(long at) {
        Hook.UNSAFE.putLongVolatile(null, at + AgentSubBufferDescriptor.SEQUENCE_OFFSET, 0);
        Hook.UNSAFE.setMemory(at + Integer.BYTES, subBufferSize - Integer.BYTES, (byte) 0);
    }

    /** Gives back what was cleared. */
    void free(long at) {
        Hook.UNSAFE.putIntRelease(null, at + AgentSubBufferDescriptor.STATE_OFFSET, AgentSubBufferDescriptor.FREE);
        count(AgentBufferDescriptor.FREE_EPOCH_OFFSET, 1);
    }

    /**
     * Hands over a sub-buffer that its thread leaves.
     *
     * @param end address behind its last record
     * @param extras how many of its records tell of no call
     * @return how many tell of one
     */
    int seal(long at, long end, int extras) {
        int events = (int) (end - at - AgentSubBufferDescriptor.HEADER_LENGTH) / AgentRecord.LENGTH - extras;
        Hook.UNSAFE.putInt(at + AgentSubBufferDescriptor.EVENTS_OFFSET, events);
        Hook.UNSAFE.putIntRelease(null, at + AgentSubBufferDescriptor.STATE_OFFSET, AgentSubBufferDescriptor.FULL);
        return events;
    }

    /**
     * In block mode waits for the recorder to give a sub-buffer back, while it is alive and has some to copy. Not by
     * LockSupport or a monitor: a virtual thread must stay on its carrier.
     *
     * @return as {@link #take}
     */
    long awaitRoom(Thread carrier) {
        long found = 0;
        if (mode == AgentBufferDescriptor.MODE_BLOCK) {
            while (found == 0 && isRecorderAwaited() && isAnyLeft()) {
                Hook.UNSAFE.park(false, NAP_NS);
                found = take();
            }
            Hook.UNSAFE.unpark(carrier); // the program's own permit may have been taken
        }
        return found;
    }

    private boolean isRecorderAwaited() {
        return on && (hasRecorder() || heartbeat() == 0 && System.nanoTime() - startedAt < RECORDER_COMES_NS);
    }

    /** Whether there is one that gives back what threads held that have ended. */
    boolean hasRecorder() {
        long beat = heartbeat();
        return beat != 0 && System.nanoTime() - beat < RECORDER_SILENT_NS;
    }

    private long heartbeat() {
        return Hook.UNSAFE.getLongVolatile(null, header + AgentBufferDescriptor.HEARTBEAT_OFFSET);
    }

    /** Where every sub-buffer is in some thread's hands, waiting would be for ever. */
    private boolean isAnyLeft() {
        for (int i = 0; i < subBufferCount; i++) {
            if (state(address(i)) != AgentSubBufferDescriptor.OWNED) {
                return true;
            }
        }
        return false;
    }

    boolean isOn() {
        return on;
    }

    /** What was recorded under another number is dropped. */
    int generation() {
        return generation;
    }

    /** An address that was taken under another number is not ours any more: what stood there was copied. */
    int era() {
        return era;
    }

    long freeEpoch() {
        return Hook.UNSAFE.getLongVolatile(null, header + AgentBufferDescriptor.FREE_EPOCH_OFFSET);
    }

    /** @param full whether for want of a sub-buffer, and not of stack or memory on the thread that calls */
    void countLost(boolean full) {
        count(AgentBufferDescriptor.LOST_OFFSET, 1);
        if (!full) {
            count(AgentBufferDescriptor.STARVED_HOOKS_OFFSET, 1);
        }
    }

    /** Not into the file, which may be gone by then. */
    void countLostByNobody() {
        Hook.UNSAFE.getAndAddLong(this, LOST_BY_NOBODY, 1);
    }

    void countSlowPath() {
        count(AgentBufferDescriptor.SLOW_PATHS_OFFSET, 1);
    }

    private void count(int offset, long more) {
        Hook.UNSAFE.getAndAddLong(null, header + offset, more);
    }

    /**
     * Whether calls are recorded. While not, the hooks stay in their classes, and what goes by is not counted as lost. Takes effect
     * on every thread at its next hook.
     */
    public synchronized void tracingOn(boolean wanted) {
        if (!retired && on != wanted) {
            on = wanted;
            RingTable.knock();
        }
    }

    public boolean isTracingOn() {
        return on;
    }

    /** Drops what was recorded, and sets all counts to 0. */
    public synchronized void reset() {
        if (retired) {
            return;
        }
        generation++;
        putInt(AgentBufferDescriptor.GENERATION_OFFSET, generation);
        lostByNobody = 0;
        Hook.UNSAFE.putLongVolatile(null, header + AgentBufferDescriptor.LOST_OFFSET, 0);
        Hook.UNSAFE.putLongVolatile(null, header + AgentBufferDescriptor.STARVED_HOOKS_OFFSET, 0);
        Hook.UNSAFE.putLongVolatile(null, header + AgentBufferDescriptor.OVERRUN_OFFSET, 0);
        RingTable.knock();
        for (int i = 0; i < subBufferCount; i++) {
            long at = address(i);
            if (state(at) == AgentSubBufferDescriptor.FULL
                    && change(at, AgentSubBufferDescriptor.FULL, AgentSubBufferDescriptor.CLAIMED)) {
                clear(at);
                free(at);
            }
        }
    }

    /**
     * Uses so many sub-buffers from now on. What was recorded stays; where it is more than fits the oldest goes, and counts as
     * overrun. What threads write to at the moment is left to them. A smaller buffer gets a smaller file.
     *
     * @throws IOException if there is no room for a larger one; it is as before then
     */
    public synchronized void resize(int wanted) throws IOException {
        if (retired) {
            return;
        }
        int more = wanted - (subBufferCount - withdrawn.size());
        for (; more > 0 && !withdrawn.isEmpty(); more--) {
            free(address(withdrawn.remove()));
        }
        if (more > 0) {
            memory.extend(subBufferCount + more);
            subBufferCount = memory.count();
            putInt(AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET, subBufferCount);
            count(AgentBufferDescriptor.FREE_EPOCH_OFFSET, 1);
        }
        if (more < 0) {
            RingTable.sealDead(); // what they held is not in use
        }
        for (; more < 0; more++) {
            int least = leastWorth();
            if (least < 0) {
                break;
            }
            withdrawn.add(least);
        }
        if (!withdrawn.isEmpty()) {
            giveBack();
        }
    }

    /**
     * Goes on in a file that has room for what is used only. Tracing pauses meanwhile. A file that is mapped can't be cut: who looks at what
     * was cut off, in this process or another, would die of it. Where a thread does not leave a hook, or the disk has no room for both,
     * the file stays as large as it was.
     */
    private void giveBack() {
        boolean wasOn = on;
        on = false;
        RingTable.knock();
        try {
            if (RingTable.awaitQuiet()) {
                move();
            }
        } catch (IOException noRoom) {
            // what was withdrawn is used again when the buffer grows
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            on = wasOn;
            RingTable.knock();
        }
    }

    private void move() throws IOException {
        Path file = memory.file();
        BufferMemory next = BufferMemory.create(
                file.resolveSibling(file.getFileName() + ".new"), subBufferSize, subBufferCount - withdrawn.size());
        try {
            Hook.UNSAFE.copyMemory(header, next.header(), AgentBufferDescriptor.HEADER_LENGTH);
            Hook.UNSAFE.putInt(next.header() + AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET, next.count());
            int copied = 0;
            for (int i = 0; i < subBufferCount; i++) {
                if (!withdrawn.contains(i) && copy(address(i), next.address(copied))) {
                    copied++;
                }
            }
            next.replace(file);
        } catch (IOException | RuntimeException | Error e) {
            next.delete();
            throw e;
        }
        RingTable.whileNoRingComes(new Runnable() {
            @Override
            public void run() {
                exchange(next);
            }
        });
    }

    /** What a thread has in hand becomes full: it goes on in another. @return false if there is nothing */
    private boolean copy(long from, long to) {
        boolean isOurs = Hook.UNSAFE.getLongVolatile(null, from + AgentSubBufferDescriptor.SEQUENCE_OFFSET) != 0
                && Hook.UNSAFE.getInt(from + AgentSubBufferDescriptor.GENERATION_OFFSET) == generation;
        if (isOurs) {
            Hook.UNSAFE.copyMemory(from, to, subBufferSize);
            BufferStats stats = new BufferStats();
            stats.add(to, subBufferSize, generation);
            Hook.UNSAFE.putInt(to + AgentSubBufferDescriptor.EVENTS_OFFSET, (int) stats.entries());
            Hook.UNSAFE.putInt(to + AgentSubBufferDescriptor.STATE_OFFSET, AgentSubBufferDescriptor.FULL);
        }
        return isOurs;
    }

    private void exchange(BufferMemory next) {
        BufferMemory before = memory;
        memory = next;
        header = next.header();
        subBufferCount = next.count();
        withdrawn.clear();
        hint = 0;
        searchedEpoch = -1;
        era++;
        before.unmap();
    }

    /** Claims and empties a free sub-buffer, or the oldest of the full ones. @return below 0 where threads hold them all */
    private int leastWorth() {
        for (int found = leastOf(); found >= 0; found = leastOf()) {
            long at = address(found);
            if (change(at, AgentSubBufferDescriptor.FREE, AgentSubBufferDescriptor.CLAIMED)) {
                return found;
            }
            if (change(at, AgentSubBufferDescriptor.FULL, AgentSubBufferDescriptor.CLAIMED)) {
                overwrite(at);
                return found;
            }
        }
        return -1;
    }

    private int leastOf() {
        int oldest = -1;
        for (int i = 0; i < subBufferCount; i++) {
            int state = state(address(i));
            if (state == AgentSubBufferDescriptor.FREE) {
                return i;
            }
            if (state == AgentSubBufferDescriptor.FULL && (oldest < 0 || firstStamp(i) < firstStamp(oldest))) {
                oldest = i;
            }
        }
        return oldest;
    }

    private long firstStamp(int index) {
        return Hook.UNSAFE.getLong(address(index) + AgentSubBufferDescriptor.HEADER_LENGTH);
    }

    /** Tells readers what the clocks show now; useful about once a second, where nobody else does. */
    public synchronized void storeClockPair() {
        if (!retired) {
            TraceClock.storePair(
                    header + AgentBufferDescriptor.CLOCK_PAIRS_OFFSET + (long) nextPair * ClockPairDescriptor.LENGTH);
            nextPair = nextPair + 1 == AgentBufferDescriptor.CLOCK_PAIRS ? 2 : nextPair + 1;
        }
    }

    /** What is in the buffer now, and what is not; of a retired buffer nothing. */
    public synchronized BufferStats stats() {
        BufferStats stats = new BufferStats();
        if (!retired) {
            for (int i = 0; i < subBufferCount; i++) {
                stats.add(address(i), subBufferSize, generation);
            }
            stats.missing(
                    Hook.UNSAFE.getLongVolatile(null, header + AgentBufferDescriptor.LOST_OFFSET) + lostByNobody,
                    Hook.UNSAFE.getLongVolatile(null, header + AgentBufferDescriptor.OVERRUN_OFFSET));
        }
        return stats;
    }

    /** Copies what is in the buffer to a new file of the same layout, while tracing goes on. */
    public synchronized void snapshot(Path file) throws IOException {
        if (retired) {
            throw new IOException(file + ": the buffer is retired, there is nothing to copy");
        }
        storeClockPair();
        try (Snapshot snapshot = new Snapshot(file, header, subBufferSize, generation)) {
            for (int i = 0; i < subBufferCount; i++) {
                long at = address(i);
                boolean claimed = state(at) == AgentSubBufferDescriptor.FULL
                        && change(at, AgentSubBufferDescriptor.FULL, AgentSubBufferDescriptor.CLAIMED);
                try {
                    snapshot.add(at);
                } finally {
                    if (claimed) {
                        change(at, AgentSubBufferDescriptor.CLAIMED, AgentSubBufferDescriptor.FULL);
                    }
                }
            }
        }
    }

    /** Tells the recorder that no more is to come. */
    public synchronized void close() {
        if (!retired) {
            count(AgentBufferDescriptor.LOST_OFFSET, Hook.UNSAFE.getAndSetLong(this, LOST_BY_NOBODY, 0));
            storeClockPair();
            Hook.UNSAFE.putIntRelease(
                    null, header + AgentBufferDescriptor.STATE_OFFSET, AgentBufferDescriptor.STATE_CLOSED);
        }
    }

    /**
     * Closes the file and takes it out of memory. Call it when this buffer's session is not the {@linkplain Session#current()
     * current} one any more. Threads may still run code with hooks in it: those write to scrap memory.
     *
     * @return false where a thread does not leave a hook (a debugger holds it): the file then stays mapped, and a later call may
     *     have more luck
     */
    public synchronized boolean retire() throws InterruptedException {
        if (retired) {
            return true;
        }
        on = false;
        RingTable.knock();
        if (!RingTable.awaitQuiet()) {
            return false;
        }
        close();
        retired = true;
        memory.unmap();
        return true;
    }
}
