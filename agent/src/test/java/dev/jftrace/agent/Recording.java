package dev.jftrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import dev.jftrace.ring.AgentValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a traced JVM left in its folder, decoded the slow and plain way. */
record Recording(Path folder, Map<Integer, String> functions, List<Recording.Event> events, int state, long lost) {
    /** @param thread Java's number of the virtual thread, or of the platform thread */
    record Event(long carrier, long thread, long stamp, int kind, int id, int depth, String name) {}

    record Calls(int entries, int returns, int leftByThrow) {}

    private record SubBuffer(int tid, long sequence, long lost, long javaThread, int offset) {}

    static Recording read(Path session) throws IOException {
        Path folder = folder(session);
        Map<Integer, String> functions = Files.readAllLines(folder.resolve("functions")).stream()
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(columns -> Integer.parseInt(columns[0]), columns -> columns[1]));
        ByteBuffer file =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("buffer"))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getLong(AgentBufferDescriptor.MAGIC_OFFSET)).isEqualTo(AgentBufferDescriptor.MAGIC);
        List<Event> events = new ArrayList<>();
        subBuffers(file).forEach((thread, subBuffers) -> decode(file, thread, subBuffers, functions, events));
        return new Recording(
                folder,
                functions,
                events,
                file.getInt(AgentBufferDescriptor.STATE_OFFSET),
                file.getLong(AgentBufferDescriptor.LOST_OFFSET));
    }

    static Path folder(Path session) throws IOException {
        try (Stream<Path> jvms = Files.list(session)) {
            List<Path> folders = jvms.filter(
                            path -> path.getFileName().toString().startsWith("jvm-"))
                    .toList();
            String error = Files.exists(session.resolve("agent.error"))
                    ? Files.readString(session.resolve("agent.error"))
                    : "";
            assertThat(folders).as(error).hasSize(1);
            return folders.get(0);
        }
    }

    private static Map<Long, List<SubBuffer>> subBuffers(ByteBuffer file) {
        Map<Long, List<SubBuffer>> threads = new TreeMap<>();
        int size = file.getInt(AgentBufferDescriptor.SUB_BUFFER_SIZE_OFFSET);
        for (int i = 0; i < file.getInt(AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET); i++) {
            int at = (int) AgentBufferDescriptor.subBufferOffset(i, size);
            if (file.getInt(at) != AgentSubBufferDescriptor.FREE) {
                SubBuffer subBuffer = new SubBuffer(
                        file.getInt(at + AgentSubBufferDescriptor.TID_OFFSET),
                        file.getLong(at + AgentSubBufferDescriptor.SEQUENCE_OFFSET),
                        file.getLong(at + AgentSubBufferDescriptor.LOST_OFFSET),
                        file.getLong(at + AgentSubBufferDescriptor.JAVA_THREAD_OFFSET),
                        at);
                threads.computeIfAbsent(subBuffer.javaThread(), thread -> new ArrayList<>())
                        .add(subBuffer);
            }
        }
        threads.values().forEach(list -> list.sort(Comparator.comparingLong(SubBuffer::sequence)));
        return threads;
    }

    private static void decode(
            ByteBuffer file, long carrier, List<SubBuffer> subBuffers, Map<Integer, String> names, List<Event> events) {
        int size = file.getInt(AgentBufferDescriptor.SUB_BUFFER_SIZE_OFFSET);
        long before = 0;
        long running = carrier;
        for (SubBuffer subBuffer : subBuffers) {
            int end = subBuffer.offset() + size;
            for (int at = subBuffer.offset() + AgentSubBufferDescriptor.HEADER_LENGTH;
                    at < end && file.getLong(at) != 0;
                    at += AgentRecord.LENGTH) {
                long stamp = file.getLong(at);
                long info = file.getLong(at + AgentRecord.INFO_OFFSET);
                if (AgentRecord.kind(info) >= AgentValue.VALUE) {
                    continue;
                }
                assertThat(stamp).as("stamps of one thread go up").isGreaterThanOrEqualTo(before);
                before = stamp;
                if (AgentRecord.kind(info) == AgentRecord.SWITCH) {
                    running = AgentRecord.thread(info) == 0 ? carrier : AgentRecord.thread(info);
                } else if (AgentRecord.kind(info) == AgentRecord.DURATION
                        || AgentRecord.kind(info) == AgentRecord.PAUSE) {
                    events.add(new Event(carrier, running, stamp, AgentRecord.kind(info), 0, 0, ""));
                } else {
                    int id = AgentRecord.id(info);
                    assertThat(names).containsKey(id);
                    int depth = AgentRecord.depth(info);
                    events.add(new Event(carrier, running, stamp, AgentRecord.kind(info), id, depth, names.get(id)));
                }
            }
        }
    }

    Calls calls(String name) {
        return new Calls(
                count(name, AgentRecord.ENTRY), count(name, AgentRecord.EXIT), count(name, AgentRecord.EXIT_THROW));
    }

    private int count(String name, int kind) {
        return (int) events.stream()
                .filter(event -> event.kind() == kind && event.name().equals(name))
                .count();
    }

    /** Every method was left as often as it was entered. */
    Recording balanced() {
        for (String name : functions.values()) {
            Calls calls = calls(name);
            assertThat(calls.returns() + calls.leftByThrow()).as(name).isEqualTo(calls.entries());
        }
        return this;
    }

    List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    List<String> tasks() throws IOException {
        return Files.readAllLines(folder.resolve("tasks"));
    }
}
