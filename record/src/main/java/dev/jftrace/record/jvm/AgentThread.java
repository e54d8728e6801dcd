package dev.jftrace.record.jvm;

import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import dev.jftrace.ring.AgentValue;
import java.util.HashMap;
import java.util.Map;

/** One thread that writes into an {@link AgentBuffer}: reads its sub-buffers in the order in which they were filled. */
final class AgentThread {
    private static final int NONE = -1;

    private final AgentBuffer buffer;
    private final int tid;
    private final long javaThread;
    private final Map<Long, Integer> waiting = new HashMap<>();
    private long nextSequence = 1;
    private int current = NONE;
    private int position;
    private boolean seenGone;

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
     * Hands every complete record stamped at or before {@code until} to the sink, oldest first, and frees what was read whole;
     * stops before a {@link AgentRecord#SWITCH}. An entry's own exit goes with it when it stands right behind, so that a leaf is
     * never torn apart.
     *
     * @return whether a record was handed over
     */
    boolean drain(long until, RecordSink sink) {
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
            boolean leafExit = afterEntry && (kind == AgentRecord.EXIT || kind == AgentRecord.EXIT_THROW);
            if (kind == AgentRecord.SWITCH || stamp > until && !leafExit) {
                return any;
            }
            sink.accept(this, stamp, info);
            position += AgentRecord.LENGTH;
            afterEntry = kind == AgentRecord.ENTRY || afterEntry && kind >= AgentValue.VALUE;
            any = true;
        }
        return any;
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
        sink.accept(this, buffer.stamp(current, position), buffer.info(current, position));
        position += AgentRecord.LENGTH;
    }

    private boolean hasNext(RecordSink sink) {
        if (current != NONE && position == buffer.subBufferSize() && !leave()) {
            return false;
        }
        return current != NONE || takeNext(sink);
    }

    private boolean takeNext(RecordSink sink) {
        Integer next = waiting.remove(nextSequence);
        if (next == null) {
            return false;
        }
        current = next;
        position = AgentSubBufferDescriptor.HEADER_LENGTH;
        long lost = buffer.lostBefore(current);
        if (lost != 0) {
            sink.lost(this, lost, buffer.lowestDepth(current));
        }
        return true;
    }

    /** The writer stores FULL when it moves on; before that the sub-buffer is still in its hands. */
    private boolean leave() {
        if (buffer.state(current) != AgentSubBufferDescriptor.FULL) {
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
        return position < buffer.subBufferSize()
                ? buffer.stamp(current, position) != 0
                : buffer.state(current) == AgentSubBufferDescriptor.FULL;
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
