package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import java.util.Map;
import java.util.TreeMap;

/** What a buffer holds, whole and by thread, as per_cpu/cpuN/stats tells it of the kernel's. */
public final class BufferStats {
    private final Map<Long, ThreadStats> threads = new TreeMap<>();
    private long lost;
    private long overrun;

    BufferStats() {}

    /** What one thread has in the buffer. */
    public static final class ThreadStats {
        private int tid;
        private long entries;
        private long bytes;
        private long oldest = Long.MAX_VALUE;

        private ThreadStats() {}

        /** Its Linux id. */
        public int tid() {
            return tid;
        }

        /** Records. */
        public long entries() {
            return entries;
        }

        public long bytes() {
            return bytes;
        }

        /** Stamp of the first record, in units of the {@link TraceClock}; Long.MAX_VALUE without one. */
        public long oldest() {
            return oldest;
        }
    }

    /** By {@code Thread.getId()}. */
    public Map<Long, ThreadStats> threads() {
        return threads;
    }

    /** Records. */
    public long entries() {
        long sum = 0;
        for (ThreadStats thread : threads.values()) {
            sum += thread.entries;
        }
        return sum;
    }

    public long bytes() {
        long sum = 0;
        for (ThreadStats thread : threads.values()) {
            sum += thread.bytes;
        }
        return sum;
    }

    /** Records that found no room. */
    public long lost() {
        return lost;
    }

    /** Records that newer ones were written over. */
    public long overrun() {
        return overrun;
    }

    void missing(long lostRecords, long overrunRecords) {
        lost = lostRecords;
        overrun = overrunRecords;
    }

    /** Counts a sub-buffer as it stands: its thread may go on writing. */
    void add(long at, int size, int generation) {
        long sequence = Hook.UNSAFE.getLongVolatile(null, at + AgentSubBufferDescriptor.SEQUENCE_OFFSET);
        if (sequence == 0 || Hook.UNSAFE.getInt(at + AgentSubBufferDescriptor.GENERATION_OFFSET) != generation) {
            return;
        }
        long javaThread = Hook.UNSAFE.getLong(at + AgentSubBufferDescriptor.JAVA_THREAD_OFFSET);
        ThreadStats thread = threads.get(javaThread);
        if (thread == null) {
            thread = new ThreadStats();
            threads.put(javaThread, thread);
        }
        thread.tid = Hook.UNSAFE.getInt(at + AgentSubBufferDescriptor.TID_OFFSET);
        count(thread, at, size);
    }

    private static void count(ThreadStats thread, long at, int size) {
        long first = at + AgentSubBufferDescriptor.HEADER_LENGTH;
        long record = first;
        for (; record < at + size; record += AgentRecord.LENGTH) {
            if (Hook.UNSAFE.getLongVolatile(null, record) == 0) {
                break;
            }
            int kind = AgentRecord.kind(Hook.UNSAFE.getLong(record + AgentRecord.INFO_OFFSET));
            if (AgentRecord.tellsOfCall(kind)) {
                thread.entries++;
            }
        }
        thread.bytes += record - first;
        if (record > first && Hook.UNSAFE.getLong(first) > 0) {
            thread.oldest = Math.min(thread.oldest, Hook.UNSAFE.getLong(first));
        }
    }
}
