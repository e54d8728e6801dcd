package dev.jftrace.record.jvm;

import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import dev.jftrace.ring.AgentValue;
import java.util.TreeMap;

/**
 * One thread that writes into an {@link AgentBuffer}: reads its sub-buffers in the order in which they were filled.
 *
 * <p>In a buffer that overwrites the oldest, any thread may take a full sub-buffer away at any time. So one that is full is claimed
 * while it is read, as the kernel takes the reader's page out of the ring; and of one that its thread still writes to, which
 * may be left and taken in the midst of a look, each record counts only if the sub-buffer is still the same after it was read.
 */
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

    /** Whether the current one is claimed: nobody else's until it is let go. */
    private boolean held;

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
        if (buffer.isLive()) {
            waiting.entrySet().removeIf(each -> !buffer.holds(each.getValue(), each.getKey(), javaThread));
        }
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
            long info = told(buffer.info(current, position));
            int kind = AgentRecord.kind(info);
            if (!isUnchanged()) {
                lose();
                continue;
            }
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
        return isSwitch && isUnchanged() ? stamp : Long.MAX_VALUE;
    }

    /** Hands over the switch record that {@link #switchStamp} told of. */
    void passSwitch(RecordSink sink) {
        long stamp = buffer.stamp(current, position);
        long info = buffer.info(current, position);
        if (isUnchanged()) {
            hand(sink, stamp, info);
        } else {
            lose();
        }
    }

    /** A duration in ns. */
    private long told(long info) {
        if (AgentRecord.kind(info) != AgentRecord.DURATION) {
            return info;
        }
        long ns = buffer.nanos(current, position, AgentRecord.duration(info));
        return (long) AgentRecord.DURATION << AgentRecord.KIND_SHIFT | ns;
    }

    private void hand(RecordSink sink, long stamp, long info) {
        switch (AgentRecord.kind(info)) {
            case AgentRecord.SWITCH,
                    AgentRecord.PAUSE,
                    AgentRecord.DROPPED,
                    AgentRecord.DURATION,
                    AgentValue.VALUE,
                    AgentValue.TEXT -> sink.accept(this, stamp, info);
            default -> {
                made++;
                sink.accept(this, stamp, info);
            }
        }
        position += AgentRecord.LENGTH;
    }

    private boolean hasNext(RecordSink sink) {
        if (current != NONE && !isReadable()) {
            return false;
        }
        if (current != NONE && isAtEnd() && !leave()) {
            return false;
        }
        return current != NONE || takeNext(sink);
    }

    /** Claims what is full. @return false where the sub-buffer is not this thread's any more, or somebody copies it now */
    private boolean isReadable() {
        if (held || !buffer.isLive()) {
            return true;
        }
        int state = buffer.state(current);
        if (state == AgentSubBufferDescriptor.FULL) {
            held = buffer.claim(current);
            if (held && buffer.holds(current, nextSequence, javaThread)) {
                return true;
            }
        } else if (state == AgentSubBufferDescriptor.OWNED && isUnchanged()) {
            return true;
        } else if (state == AgentSubBufferDescriptor.CLAIMED && isUnchanged()) {
            return false; // a snapshot gives it back
        }
        lose();
        return false;
    }

    private boolean isUnchanged() {
        return held || !buffer.isLive() || buffer.holds(current, nextSequence, javaThread);
    }

    /** It was written over: the thread's next sub-buffer tells how much is missing. */
    private void lose() {
        letGo();
        // What was not begun may have been given back, and its number used again.
        nextSequence += position > AgentSubBufferDescriptor.HEADER_LENGTH ? 1 : 0;
        current = NONE;
    }

    /** Until the next look threads may write over what is not read yet. */
    void letGo() {
        if (held) {
            held = false;
            if (buffer.hasContent(current)) {
                buffer.unclaim(current);
            } else {
                buffer.free(current); // all was dropped meanwhile, by somebody who left this one out
            }
        }
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
        if (isReadable()) {
            return tellMissing(sink);
        }
        if (current != NONE) {
            waiting.put(nextSequence, current);
            current = NONE;
        }
        return false;
    }

    private boolean tellMissing(RecordSink sink) {
        long lost = buffer.lostBefore(current);
        long overrun = Math.max(0, buffer.madeBefore(current) - made - lost);
        int lowest = buffer.lowestDepth(current);
        if (!isUnchanged()) {
            lose();
            return false;
        }
        if (overrun != 0) {
            sink.overrun(this, overrun);
        }
        if (lost != 0) {
            sink.lost(this, lost, lowest);
        }
        made += lost + overrun;
        return true;
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

    /** Only what is nobody else's is given back. */
    private void release() {
        if (buffer.isLive() && (held || buffer.claim(current) || buffer.claimOfGone(current))) {
            buffer.free(current);
        }
        held = false;
        current = NONE;
        nextSequence++;
    }
}
