package dev.jftrace.record.io;

import dev.jftrace.event.CpuCursor;
import dev.jftrace.event.TraceCorruptException;
import dev.jftrace.ring.CorruptSubBufferException;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/**
 * The sub-buffers of the last moments, in memory, as the stream that a file would give: batch by batch, each up to a time that all
 * CPUs have been read past, so that the batches together are in the order of time.
 */
public final class LiveBuffer {
    private final SubBufferLayout layout;
    private final Map<Integer, LiveCpu> cpus = new TreeMap<>();
    private long limit;

    public LiveBuffer(SubBufferLayout layout) {
        this.layout = layout;
    }

    /** @param subBuffer a whole one, not to be changed any more */
    public void add(int cpu, byte[] subBuffer) {
        cpus.computeIfAbsent(cpu, LiveCpu::new).waiting.add(subBuffer);
    }

    /** The events that are not newer than this; to be read to their end before the next call. @param until unsigned */
    public List<CpuCursor> take(long until) {
        limit = until;
        return new ArrayList<>(cpus.values());
    }

    private final class LiveCpu implements CpuCursor {
        private final SubBufferReader reader = new SubBufferReader(layout);
        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private final int cpu;
        private byte[] subBuffer;

        /** Whether the reader stands at an event that was too new for the last batch. */
        private boolean pending;

        private long taken;

        LiveCpu(int cpu) {
            this.cpu = cpu;
        }

        @Override
        public int cpu() {
            return cpu;
        }

        @Override
        public boolean advance() throws TraceCorruptException {
            try {
                pending = pending || read();
            } catch (CorruptSubBufferException e) {
                throw new TraceCorruptException("CPU " + cpu, taken * layout.size(), e.getMessage());
            }
            if (!pending || Long.compareUnsigned(reader.timestamp(), limit) > 0) {
                return false;
            }
            pending = false;
            return true;
        }

        private boolean read() throws CorruptSubBufferException {
            while (subBuffer == null || !reader.next()) {
                byte[] next = waiting.poll();
                if (next == null) {
                    return false;
                }
                subBuffer = next;
                taken++;
                reader.open(subBuffer, 0, subBuffer.length);
            }
            return true;
        }

        @Override
        public long timestamp() {
            return reader.timestamp();
        }

        @Override
        public byte[] bytes() {
            return subBuffer;
        }

        @Override
        public int offset() {
            return reader.payloadOffset();
        }

        @Override
        public int length() {
            return reader.payloadLength();
        }

        @Override
        public long missedEvents() {
            return reader.missedEvents();
        }
    }
}
