package dev.jftrace.record.jfr;

import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * One chunk of a flight recording, which may still grow: each look gives what was not given before. The JDK's reader waits for a chunk
 * to be finished, so it gets a copy of what is flushed, which says that it is.
 */
final class FlightChunk {
    /** The agent's events that tell CLOCK_MONOTONIC. */
    private static final Set<String> CLOCKS = Set.of("jftrace.Clock", "jftrace.ChunkClock");

    private static final Map<JvmEventType, EventLayout> LAYOUTS = new EnumMap<>(JvmEventType.class);

    static {
        for (JvmEventType type : JvmEventType.values()) {
            LAYOUTS.put(type, EventLayout.of(type));
        }
    }

    private final WallClock clock = new WallClock();
    private long read;
    private int given;

    /** Whether there is more in it than was read. */
    boolean hasMore(FlightChunkHeader header) {
        return header.size() > read;
    }

    /** Events of these types that are new, in no order. */
    List<JvmEvent> read(Path file, FlightChunkHeader header, Set<JvmEventType> types) throws IOException {
        Path copy = Files.createTempFile("jftrace-", ".jfr");
        try {
            copy(file, header, copy);
            read = header.size();
            return monotonic(events(copy, types));
        } catch (RuntimeException e) {
            throw new TraceCorruptException(
                    file.toString(), header.offset(), "expected a chunk of a flight recording: " + e);
        } finally {
            Files.delete(copy);
        }
    }

    private static void copy(Path file, FlightChunkHeader header, Path copy) throws IOException {
        try (FileChannel from = FileChannel.open(file);
                FileChannel to = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            to.write(header.finished());
            for (long at = FlightChunkHeader.LENGTH; at < header.size(); ) {
                long count = from.transferTo(header.offset() + at, header.size() - at, to);
                if (count <= 0) {
                    throw new TraceCorruptException(
                            file.toString(), header.offset() + at, "expected a chunk of " + header.size() + " bytes");
                }
                at += count;
            }
        }
    }

    private List<JvmEvent> events(Path copy, Set<JvmEventType> types) throws IOException {
        List<JvmEvent> events = new ArrayList<>();
        int seen = 0;
        try (RecordingFile recording = new RecordingFile(copy)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (++seen <= given) {
                    continue;
                }
                String name = event.getEventType().getName();
                Optional<JvmEventType> type = JvmEventType.ofSource(name).filter(types::contains);
                type.ifPresent(known -> events.add(event(known, event)));
                if (CLOCKS.contains(name)) {
                    clock.pair(WallClock.nanos(event.getStartTime()), event.getLong("monotonic"));
                }
            }
        }
        given = seen;
        return events;
    }

    /** Still with the time of the wall clock. */
    private static JvmEvent event(JvmEventType type, RecordedEvent event) {
        long stamp = WallClock.nanos(event.getEndTime());
        byte[] bytes = LAYOUTS.get(type).encode(event);
        RecordedThread thread = event.getThread();
        if (thread == null) {
            return new JvmEvent(type, stamp, 0, 0, null, bytes);
        }
        String name = thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
        int tid = thread.isVirtual() ? 0 : (int) Math.max(0, thread.getOSThreadId());
        return new JvmEvent(type, stamp, Math.max(0, thread.getJavaThreadId()), tid, name, bytes);
    }

    private List<JvmEvent> monotonic(List<JvmEvent> events) {
        return events.stream().map(event -> event.at(monotonic(event.stamp()))).toList();
    }

    /** CLOCK_MONOTONIC of a time within this chunk, ns. */
    long monotonic(long wall) {
        if (!clock.isKnown()) {
            return WallClock.now().monotonic(wall);
        }
        return clock.monotonic(wall);
    }
}
