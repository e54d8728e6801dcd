package dev.jftrace.record.jvm;

import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import dev.jftrace.ring.AgentValue;
import java.util.TreeMap;

/** One thread that writes into an {@link AgentBuffer}: reads its sub-buffers in the order in which they were filled. */
final class AgentThread {
    private static final int NONE = -1;

    private final AgentBuffer buffer;
    private final int tid;
    private final long javaThread;
    private final TreeMap<Long, Integer> waiting = new TreeMap<>();
    private long nextSequence = 1;
    private int current = NONE;
    private int position;
    private boolean seenGone;

    /** Records of calls that were handed over or told to be missing. */
    private long made;

    /** Whether a later sub-buffer than the next one was there at the last look: the next one will not come. */
    private boolean nextIsMissing;

    AgentThread(AgentBuffer buffer, int tid, long javaThread) {
        this.buffer = buffer;
        this.tid = tid;
        this.javaThread = javaThread;
    }

    int tid() {
        return tid;
    }

    long javaThread() {
        return javaThread;
    }

    /** Tells of a sub-buffer that belongs to this thread. */
    void found(long sequence, int index) {
        waiting.put(sequence, index);
    }

    /**
     * Tells that all sub-buffers were looked at. Where the next one was not among them, but later ones are, at two looks in a row, it
     * was written over, or given back before this reader came.
     *
     * @param last whether no more can come: then one look will do
     */
    void looked(boolean last) {
        boolean missing = current == NONE && !waiting.isEmpty() && !waiting.containsKey(nextSequence);
        if (missing && (nextIsMissing || last)) {
            nextSequence = waiting.firstKey();
        }
        nextIsMissing = missing;
    }

    /**
     * Hands every complete record stamped at or before {@code until} to the sink, oldest first, and frees what was read whole;
     * stops before a {@link AgentRecord#SWITCH}. An entry's own exit goes with it when it stands right behind, so that a leaf is
     * not torn apart.
     *
     * @param leaves up to when such an exit may be stamped
     * @return whether a record was handed over
     */
    boolean drain(long until, long leaves, RecordSink sink) {
        boolean any = false;
        boolean afterEntry = false;
        while (hasNext(sink)) {
            long stamp = buffer.stamp(current, position);
            if (stamp == 0) {
                dropIfTakenBack();
                return any;
            }
            long info = buffer.info(current, position);
            int kind = AgentRecord.kind(info);
            boolean leafExit =
                    afterEntry && stamp <= leaves && (kind == AgentRecord.EXIT || kind == AgentRecord.EXIT_THROW);
            if (kind == AgentRecord.SWITCH || stamp > until && !leafExit) {
                return any;
            }
            hand(sink, stamp, info);
            afterEntry = kind == AgentRecord.ENTRY || afterEntry && isValue(kind);
            any = true;
        }
        return any;
    }

    private static boolean isValue(int kind) {
        return kind == AgentValue.VALUE || kind == AgentValue.TEXT;
    }

    /** A hook that runs out of stack right after it took a sub-buffer gives it back, and uses its number again. */
    private void dropIfTakenBack() {
        if (position == AgentSubBufferDescriptor.HEADER_LENGTH && buffer.sequence(current) != nextSequence) {
            current = NONE;
        }
    }

    /** The stamp of the switch record that {@link #drain} stopped at; {@link Long#MAX_VALUE} where it stopped for another reason. */
    long switchStamp() {
        if (current == NONE || position == buffer.subBufferSize()) {
            return Long.MAX_VALUE;
        }
        long stamp = buffer.stamp(current, position);
        boolean isSwitch = stamp != 0 && AgentRecord.kind(buffer.info(current, position)) == AgentRecord.SWITCH;
        return isSwitch ? stamp : Long.MAX_VALUE;
    }

    /** Hands over the switch record that {@link #switchStamp} told of. */
    void passSwitch(RecordSink sink) {
        hand(sink, buffer.stamp(current, position), buffer.info(current, position));
    }

    private void hand(RecordSink sink, long stamp, long info) {
        switch (AgentRecord.kind(info)) {
            case AgentRecord.SWITCH, AgentRecord.PAUSE, AgentRecord.DROPPED, AgentValue.VALUE, AgentValue.TEXT ->
                sink.accept(this, stamp, info);
            case AgentRecord.DURATION -> {
                long ns = buffer.nanos(current, position, AgentRecord.duration(info));
                sink.accept(this, stamp, (long) AgentRecord.DURATION << AgentRecord.KIND_SHIFT | ns);
            }
            default -> {
                made++;
                sink.accept(this, stamp, info);
            }
        }
        position += AgentRecord.LENGTH;
    }

    private boolean hasNext(RecordSink sink) {
        if (current != NONE && isAtEnd() && !leave()) {
            return false;
        }
        return current != NONE || takeNext(sink);
    }

    /** A full sub-buffer may end before its last byte; whether it is full is asked first, as that is stored last. */
    private boolean isAtEnd() {
        return position == buffer.subBufferSize() || buffer.isLeft(current) && buffer.stamp(current, position) == 0;
    }

    private boolean takeNext(RecordSink sink) {
        Integer next = waiting.remove(nextSequence);
        if (next == null) {
            return false;
        }
        current = next;
        position = AgentSubBufferDescriptor.HEADER_LENGTH;
        tellMissing(sink);
        return true;
    }

    private void tellMissing(RecordSink sink) {
        long lost = buffer.lostBefore(current);
        long overrun = Math.max(0, buffer.madeBefore(current) - made - lost);
        if (overrun != 0) {
            sink.overrun(this, overrun);
        }
        if (lost != 0) {
            sink.lost(this, lost, buffer.lowestDepth(current));
        }
        made += lost + overrun;
    }

    /** When the first record of the sub-buffer in hand was made; 0 where none is there. */
    long firstStamp() {
        return buffer.stamp(current, AgentSubBufferDescriptor.HEADER_LENGTH);
    }

    /** The writer stores FULL when it moves on; before that the sub-buffer is still in its hands. */
    private boolean leave() {
        if (!buffer.isLeft(current)) {
            return false;
        }
        release();
        return true;
    }

    /** Whether every complete record has been read. */
    boolean isExhausted() {
        return waiting.isEmpty() && (current == NONE || !hasRecord());
    }

    private boolean hasRecord() {
        return buffer.isLeft(current) || position < buffer.subBufferSize() && buffer.stamp(current, position) != 0;
    }

    /** When the next record was made; {@link Long#MAX_VALUE} where none is there. */
    long nextStamp() {
        Integer index = current == NONE ? waiting.get(nextSequence) : Integer.valueOf(current);
        int at = current == NONE ? AgentSubBufferDescriptor.HEADER_LENGTH : position;
        long stamp = index == null || at == buffer.subBufferSize() ? 0 : buffer.stamp(index, at);
        return stamp == 0 ? Long.MAX_VALUE : stamp;
    }

    /**
     * Whether the thread was found gone at two looks in a row with nothing new in between: what it wrote last may not have been
     * seen at the first.
     */
    boolean isDrainedAndGone(boolean gone) {
        boolean confirmed = gone && isExhausted() && seenGone;
        seenGone = gone && isExhausted();
        return confirmed;
    }

    /** Gives back what a thread that is gone held; call it after a last {@link #drain}. */
    void retire() {
        if (current != NONE) {
            release();
        }
    }

    private void release() {
        buffer.free(current);
        current = NONE;
        nextSequence++;
    }
}
