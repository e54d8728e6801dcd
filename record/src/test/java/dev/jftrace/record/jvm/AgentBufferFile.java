package dev.jftrace.record.jvm;

import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import dev.jftrace.ring.AgentValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the folder of a JVM as an agent would, with records that a test makes up. */
final class AgentBufferFile {
    private static final int RECORDS = 8;
    private static final int SUB_BUFFER_SIZE = AgentSubBufferDescriptor.HEADER_LENGTH + RECORDS * AgentRecord.LENGTH;

    /** A sub-buffer with what its header says. */
    private static final class Part {
        final int tid;
        final long sequence;
        final long lost;
        final int lowestDepth;
        final List<long[]> records = new ArrayList<>();

        Part(int tid, long sequence, long lost, int lowestDepth) {
            this.tid = tid;
            this.sequence = sequence;
            this.lost = lost;
            this.lowestDepth = lowestDepth;
        }

        long calls() {
            return records.stream()
                    .filter(record -> AgentRecord.kind(record[1]) <= AgentRecord.EXIT_THROW
                            || AgentRecord.kind(record[1]) == AgentRecord.FUNCTION)
                    .count();
        }

        /** A thread leaves a sub-buffer only when it is full: here of records that say nothing. */
        void fill() {
            while (records.size() < RECORDS) {
                records.add(0, new long[] {records.get(0)[0], (long) AgentRecord.SWITCH << AgentRecord.KIND_SHIFT});
            }
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private Part current;
    private int overwritten;
    private long now = 1000;

    /** The following records are of this thread. */
    AgentBufferFile thread(int tid) {
        return thread(tid, 0, 0);
    }

    /** A new sub-buffer of the thread, before which records were lost. */
    AgentBufferFile thread(int tid, long lost, int lowestDepth) {
        parts.stream().filter(part -> part.tid == tid).forEach(Part::fill);
        long sequence = 1 + parts.stream().filter(part -> part.tid == tid).count();
        current = new Part(tid, sequence, lost, lowestDepth);
        parts.add(current);
        return this;
    }

    AgentBufferFile enter(int id, int depth) {
        return record(AgentRecord.info(AgentRecord.ENTRY, depth, id));
    }

    AgentBufferFile leave(int id, int depth) {
        return record(AgentRecord.info(AgentRecord.EXIT, depth, id));
    }

    AgentBufferFile leaveThrowing(int id, int depth) {
        return record(AgentRecord.info(AgentRecord.EXIT_THROW, depth, id));
    }

    /** A call that only its end tells of, under tracing_thresh. */
    AgentBufferFile took(int id, int depth, long duration) {
        record((long) AgentRecord.DURATION << AgentRecord.KIND_SHIFT | duration);
        now -= 10;
        return leave(id, depth);
    }

    AgentBufferFile function(int id, int caller) {
        return record(AgentRecord.info(AgentRecord.FUNCTION, caller, id));
    }

    /** Tracing was off; so few calls were open meanwhile. */
    AgentBufferFile pause(int lowestDepth) {
        return record(AgentRecord.info(AgentRecord.PAUSE, 0, lowestDepth));
    }

    /** The sub-buffers of this thread so far were written over by newer ones. */
    AgentBufferFile overwritten() {
        overwritten += parts.size();
        return this;
    }

    AgentBufferFile dropped(int id, int percent) {
        return record(AgentRecord.info(AgentRecord.DROPPED, percent, id));
    }

    AgentBufferFile mount(long javaThread) {
        return record((long) AgentRecord.SWITCH << AgentRecord.KIND_SHIFT | javaThread);
    }

    /** A number that belongs to the entry or exit before it. */
    AgentBufferFile value(int index, char type, long number) {
        return value(number, AgentValue.info(type, index, 0, number));
    }

    /** A text of at most 12 bytes. */
    AgentBufferFile text(int index, char type, String text) {
        byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), AgentValue.TEXT_BYTES);
        long low = 0;
        long high = 0;
        for (int i = AgentValue.TEXT_BYTES - 1; i >= 0; i--) {
            if (i < AgentValue.LOW_BYTES) {
                low = low << Byte.SIZE | bytes[i] & 0xff;
            } else {
                high = high << Byte.SIZE | bytes[i] & 0xff;
            }
        }
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return value(0, AgentValue.info(type, index, length, 0)).value(low, AgentValue.textInfo(high));
    }

    private AgentBufferFile value(long word, long info) {
        current.records.add(new long[] {word | AgentValue.COMPLETE, info});
        return this;
    }

    private AgentBufferFile record(long info) {
        current.records.add(new long[] {now, info});
        now += 10;
        return this;
    }

    byte[] bytes() {
        int size = (int) AgentBufferDescriptor.subBufferOffset(parts.size(), SUB_BUFFER_SIZE);
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(AgentBufferDescriptor.MAGIC_OFFSET, AgentBufferDescriptor.MAGIC);
        bytes.putInt(AgentBufferDescriptor.VERSION_OFFSET, AgentBufferDescriptor.VERSION);
        bytes.putInt(AgentBufferDescriptor.SUB_BUFFER_SIZE_OFFSET, SUB_BUFFER_SIZE);
        bytes.putInt(AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET, parts.size());
        bytes.putInt(AgentBufferDescriptor.PID_OFFSET, Integer.MAX_VALUE);
        for (int i = overwritten; i < parts.size(); i++) {
            int at = (int) AgentBufferDescriptor.subBufferOffset(i, SUB_BUFFER_SIZE);
            put(bytes, at, parts.get(i));
            bytes.putLong(at + AgentSubBufferDescriptor.MADE_OFFSET, madeBefore(i));
        }
        return bytes.array();
    }

    private long madeBefore(int index) {
        Part part = parts.get(index);
        return part.lost
                + parts.subList(0, index).stream()
                        .filter(before -> before.tid == part.tid)
                        .mapToLong(before -> before.lost + before.calls())
                        .sum();
    }

    private static void put(ByteBuffer bytes, int at, Part part) {
        boolean full = part.records.size() == RECORDS;
        bytes.putInt(
                at + AgentSubBufferDescriptor.STATE_OFFSET,
                full ? AgentSubBufferDescriptor.FULL : AgentSubBufferDescriptor.OWNED);
        bytes.putInt(at + AgentSubBufferDescriptor.TID_OFFSET, part.tid);
        bytes.putLong(at + AgentSubBufferDescriptor.SEQUENCE_OFFSET, part.sequence);
        bytes.putLong(at + AgentSubBufferDescriptor.LOST_OFFSET, part.lost);
        bytes.putLong(at + AgentSubBufferDescriptor.JAVA_THREAD_OFFSET, part.tid);
        bytes.putInt(at + AgentSubBufferDescriptor.LOWEST_DEPTH_OFFSET, part.lowestDepth);
        int record = at + AgentSubBufferDescriptor.HEADER_LENGTH;
        for (long[] each : part.records) {
            bytes.putLong(record + AgentRecord.STAMP_OFFSET, each[0]);
            bytes.putLong(record + AgentRecord.INFO_OFFSET, each[1]);
            record += AgentRecord.LENGTH;
        }
    }

    Path writeTo(Path folder) throws IOException {
        Files.write(folder.resolve("buffer"), bytes());
        Files.writeString(
                folder.resolve("functions"), "1\tA.a\n2\tA.b\n3\tA.c\n4\tA.v\tjar\tA\tv\t(IC)J\tn,s\tretval\n");
        Files.writeString(folder.resolve("tasks"), "7\t7\tmain\n8\t8\tother\n");
        return folder;
    }
}
