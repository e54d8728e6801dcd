package dev.jftrace.record.jvm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jftrace.event.TraceCorruptException;
import dev.jftrace.event.TraceTooNewException;
import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import dev.jftrace.ring.ClockPairDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;

/**
 * The recorder's side of a traced JVM's buffer (layout: {@link AgentBufferDescriptor}): reads complete records while the JVM
 * writes, and gives read sub-buffers back. What another process writes is not trusted: every size is checked against the file.
 */
final class AgentBuffer implements AutoCloseable {
    private static final ValueLayout.OfInt INT = JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = INT.varHandle();
    private static final VarHandle LONGS = LONG.varHandle();

    private final Arena arena;
    private final MemorySegment memory;
    private final boolean live;

    /** Null where the stamps are ns. */
    private final StampClock clock;

    private final int subBufferSize;
    private final int subBufferCount;

    private AgentBuffer(Arena arena, MemorySegment memory, boolean live) {
        this.live = live;
        this.arena = arena;
        this.memory = memory;
        this.subBufferSize = memory.get(INT, AgentBufferDescriptor.SUB_BUFFER_SIZE_OFFSET);
        this.subBufferCount = memory.get(INT, AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET);
        boolean counts = memory.get(INT, AgentBufferDescriptor.CLOCK_OFFSET) == AgentBufferDescriptor.CLOCK_TSC;
        this.clock = counts ? new StampClock() : null;
        if (counts) {
            readHeadersPairs();
        }
    }

    private void readHeadersPairs() {
        for (int i = 0; i < AgentBufferDescriptor.CLOCK_PAIRS; i++) {
            clock.add(pair(AgentBufferDescriptor.CLOCK_PAIRS_OFFSET + (long) i * ClockPairDescriptor.LENGTH));
        }
    }

    private ClockPair pair(long at) {
        long time = (long) LONGS.getAcquire(memory, at + ClockPairDescriptor.TIME_OFFSET);
        return new ClockPair(
                memory.get(LONG, at + ClockPairDescriptor.COUNTER_OFFSET),
                time,
                memory.get(INT, at + ClockPairDescriptor.WIDTH_OFFSET));
    }

    /**
     * Opens the buffer of a traced JVM.
     *
     * @return null while the JVM is still making it
     * @throws TraceCorruptException if its header contradicts the file
     */
    static AgentBuffer open(Path file) throws IOException {
        return open(file, true);
    }

    /** Opens the records of a JVM that were collected into a file: nobody waits for its sub-buffers to be given back. */
    static AgentBuffer openCollected(Path file) throws IOException {
        return open(file, false);
    }

    private static AgentBuffer open(Path file, boolean live) throws IOException {
        Set<StandardOpenOption> access = live
                ? EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
                : EnumSet.of(StandardOpenOption.READ);
        try (FileChannel channel = FileChannel.open(file, access)) {
            long size = channel.size();
            if (size < AgentBufferDescriptor.HEADER_LENGTH) {
                return null;
            }
            Arena arena = Arena.ofShared();
            AgentBuffer buffer = null;
            try {
                MemorySegment memory = channel.map(
                        live ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY, 0, size, arena);
                // The file may have grown, and its magic been stored, since its size was taken.
                boolean whole = isReady(memory) && channel.size() == size;
                buffer = whole ? new AgentBuffer(arena, memory, live) : null;
                if (buffer != null) {
                    buffer.check(file, size);
                }
                return buffer;
            } catch (TraceCorruptException | TraceTooNewException e) {
                buffer = null;
                throw e;
            } finally {
                if (buffer == null) {
                    arena.close();
                }
            }
        }
    }

    /** The magic is stored last. */
    private static boolean isReady(MemorySegment memory) {
        return (long) LONGS.getAcquire(memory, (long) AgentBufferDescriptor.MAGIC_OFFSET)
                == AgentBufferDescriptor.MAGIC;
    }

    private void check(Path file, long size) throws TraceCorruptException, TraceTooNewException {
        int version = memory.get(INT, AgentBufferDescriptor.VERSION_OFFSET);
        if (version != AgentBufferDescriptor.VERSION) {
            throw new TraceTooNewException(
                    file.toString(),
                    AgentBufferDescriptor.VERSION_OFFSET,
                    "expected version " + AgentBufferDescriptor.VERSION + " of the agent's buffer, found " + version);
        }
        if (clock != null && !clock.isReady()) {
            throw new TraceCorruptException(
                    file.toString(),
                    AgentBufferDescriptor.CLOCK_PAIRS_OFFSET,
                    "expected two clock pairs at least, as the stamps are of a counter");
        }
        boolean sane = subBufferSize > AgentSubBufferDescriptor.HEADER_LENGTH
                && (subBufferSize - AgentSubBufferDescriptor.HEADER_LENGTH) % AgentRecord.LENGTH == 0
                && subBufferCount >= 0
                && AgentBufferDescriptor.subBufferOffset(subBufferCount, subBufferSize) <= size;
        if (!sane) {
            throw new TraceCorruptException(
                    file.toString(),
                    AgentBufferDescriptor.SUB_BUFFER_SIZE_OFFSET,
                    "expected sub-buffers that fit into " + size + " bytes, found " + subBufferCount + " of "
                            + subBufferSize);
        }
    }

    int subBufferCount() {
        return subBufferCount;
    }

    /** Offset behind the last record of a sub-buffer, from its start. */
    int subBufferSize() {
        return subBufferSize;
    }

    int pid() {
        return memory.get(INT, AgentBufferDescriptor.PID_OFFSET);
    }

    /** Whether stamps are of a counter, and {@link #clock} wants pairs. */
    boolean isCounter() {
        return clock != null;
    }

    /** Learns what the counter's time was at a moment; the more there are, the better are stamps turned into ns. */
    void clock(ClockPair pair) {
        if (clock != null) {
            clock.add(pair);
        }
    }

    /** As {@link #clock(ClockPair)}, of when the sub-buffer was taken. */
    void clockOf(int index) {
        if (clock != null) {
            clock.add(pair(offset(index) + AgentSubBufferDescriptor.CLOCK_PAIR_OFFSET));
        }
    }

    /** Whether the JVM ended in order; it then left a clock pair of its end. */
    boolean isClosed() {
        return (int) INTS.getAcquire(memory, (long) AgentBufferDescriptor.STATE_OFFSET)
                == AgentBufferDescriptor.STATE_CLOSED;
    }

    /** ns; calls that took less are not to be shown. */
    long thresh() {
        return memory.get(LONG, AgentBufferDescriptor.THRESH_OFFSET);
    }

    /** Changes when what was recorded is dropped. */
    int generation() {
        return (int) INTS.getAcquire(memory, (long) AgentBufferDescriptor.GENERATION_OFFSET);
    }

    /** Records that newer ones were written over, since the JVM began. */
    long overrun() {
        return (long) LONGS.getAcquire(memory, (long) AgentBufferDescriptor.OVERRUN_OFFSET);
    }

    /** Tells threads that wait for room that somebody makes some. */
    void beat() {
        if (live) {
            LONGS.setRelease(memory, (long) AgentBufferDescriptor.HEARTBEAT_OFFSET, System.nanoTime());
        }
    }

    /** Records that found no room since the JVM began. */
    long lost() {
        return (long) LONGS.getAcquire(memory, (long) AgentBufferDescriptor.LOST_OFFSET);
    }

    /** Of {@link #lost}, those for want of stack or memory on the thread that called. */
    long starvedHooks() {
        return (long) LONGS.getAcquire(memory, (long) AgentBufferDescriptor.STARVED_HOOKS_OFFSET);
    }

    int state(int index) {
        return (int) INTS.getAcquire(memory, offset(index) + AgentSubBufferDescriptor.STATE_OFFSET);
    }

    /** The place of sub-buffer {@code index} among its thread's, from 1; 0 while its header is not complete. */
    long sequence(int index) {
        return (long) LONGS.getAcquire(memory, offset(index) + AgentSubBufferDescriptor.SEQUENCE_OFFSET);
    }

    /** Whether the sub-buffer holds something that was not dropped. */
    boolean hasContent(int index) {
        return state(index) != AgentSubBufferDescriptor.FREE
                && sequence(index) != 0
                && memory.get(INT, offset(index) + AgentSubBufferDescriptor.GENERATION_OFFSET) == generation();
    }

    /** Whether the sub-buffer's thread went on to another; one that was claimed to be copied is claimed in the copy. */
    boolean isLeft(int index) {
        int state = state(index);
        return state == AgentSubBufferDescriptor.FULL || state == AgentSubBufferDescriptor.CLAIMED;
    }

    /** Makes a full sub-buffer the recorder's alone, until it is freed. @return false where somebody was faster */
    boolean claim(int index) {
        return INTS.compareAndSet(
                memory,
                offset(index) + AgentSubBufferDescriptor.STATE_OFFSET,
                AgentSubBufferDescriptor.FULL,
                AgentSubBufferDescriptor.CLAIMED);
    }

    /** Gives back what was claimed, as it is. */
    void unclaim(int index) {
        INTS.compareAndSet(
                memory,
                offset(index) + AgentSubBufferDescriptor.STATE_OFFSET,
                AgentSubBufferDescriptor.CLAIMED,
                AgentSubBufferDescriptor.FULL);
    }

    /** As {@link #claim}, of a sub-buffer whose thread is gone. */
    boolean claimOfGone(int index) {
        return INTS.compareAndSet(
                memory,
                offset(index) + AgentSubBufferDescriptor.STATE_OFFSET,
                AgentSubBufferDescriptor.OWNED,
                AgentSubBufferDescriptor.CLAIMED);
    }

    /** Whether the JVM's threads may write to it. */
    boolean isLive() {
        return live;
    }

    /**
     * Whether a sub-buffer still holds what it held: a thread that writes over it clears the sequence first. Asked after its records
     * were read.
     */
    boolean holds(int index, long sequence, long thread) {
        VarHandle.acquireFence();
        return sequence(index) == sequence && javaThread(index) == thread;
    }

    /** Records of calls that the thread made before this sub-buffer, whether they are there or not. */
    long madeBefore(int index) {
        return memory.get(LONG, offset(index) + AgentSubBufferDescriptor.MADE_OFFSET);
    }

    int tid(int index) {
        return memory.get(INT, offset(index) + AgentSubBufferDescriptor.TID_OFFSET);
    }

    long javaThread(int index) {
        return memory.get(LONG, offset(index) + AgentSubBufferDescriptor.JAVA_THREAD_OFFSET);
    }

    /** Records that the thread lost before the first one of this sub-buffer. */
    long lostBefore(int index) {
        return memory.get(LONG, offset(index) + AgentSubBufferDescriptor.LOST_OFFSET);
    }

    /** The fewest calls that were open on the thread while it lost records. */
    int lowestDepth(int index) {
        return Math.max(0, memory.get(INT, offset(index) + AgentSubBufferDescriptor.LOWEST_DEPTH_OFFSET));
    }

    /**
     * When the record at {@code position} of sub-buffer {@code index} was made, ns; 0 while there is no complete one. Of a
     * {@linkplain dev.jftrace.ring.AgentValue value}, which has no stamp, its first word: below 0.
     */
    long stamp(int index, int position) {
        long stamp = (long) LONGS.getAcquire(memory, offset(index) + position + AgentRecord.STAMP_OFFSET);
        return clock == null || stamp <= 0 ? stamp : clock.ns(stamp);
    }

    /** How long before its stamp something began, ns. @param duration in units of the JVM's clock */
    long nanos(int index, int position, long duration) {
        if (clock == null) {
            return duration;
        }
        long stamp = memory.get(LONG, offset(index) + position + AgentRecord.STAMP_OFFSET);
        return clock.ns(stamp) - clock.ns(stamp - duration);
    }

    long info(int index, int position) {
        return memory.get(LONG, offset(index) + position + AgentRecord.INFO_OFFSET);
    }

    /** The bytes before the first sub-buffer. */
    ByteBuffer header() {
        return memory.asSlice(0, AgentBufferDescriptor.HEADER_LENGTH).asByteBuffer();
    }

    /** All bytes of sub-buffer {@code index}. */
    ByteBuffer subBuffer(int index) {
        return memory.asSlice(offset(index), subBufferSize).asByteBuffer();
    }

    /** Empties a sub-buffer that its thread has left, for any thread to take. */
    void free(int index) {
        if (!live) {
            return;
        }
        LONGS.setVolatile(memory, offset(index) + AgentSubBufferDescriptor.SEQUENCE_OFFSET, 0L);
        memory.asSlice(offset(index) + Integer.BYTES, subBufferSize - Integer.BYTES)
                .fill((byte) 0);
        INTS.setRelease(memory, offset(index) + AgentSubBufferDescriptor.STATE_OFFSET, AgentSubBufferDescriptor.FREE);
        LONGS.getAndAdd(memory, (long) AgentBufferDescriptor.FREE_EPOCH_OFFSET, 1L);
    }

    private long offset(int index) {
        return AgentBufferDescriptor.subBufferOffset(index, subBufferSize);
    }

    @Override
    public void close() {
        arena.close();
    }
}
