package dev.jftrace.record.jfr;

import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** A file of the JDK's flight recorder, read for the events of system {@code jvm}. */
public final class FlightRecording {
    /** Big endian, per chunk: "FLR\0", u16 major, u16 minor, u64 size, u64 constants, u64 metadata, u64 start ns (wall clock). */
    private static final int CHUNK_HEADER_LENGTH = 68;

    private static final int CHUNK_MAGIC = 0x464c5200;
    private static final int SIZE_OFFSET = 8;
    private static final int START_OFFSET = 32;

    private final Path file;
    private final WallClock clock;
    private final Map<JvmEventType, EventLayout> layouts = new EnumMap<>(JvmEventType.class);

    public FlightRecording(Path file, WallClock clock) {
        this.file = file;
        this.clock = clock;
        for (JvmEventType type : JvmEventType.values()) {
            layouts.put(type, EventLayout.of(type));
        }
    }

    /**
     * All events that have a type of ours, oldest first.
     *
     * @throws IOException if the file is damaged, or was left by a JVM that was killed
     */
    public List<JvmEvent> events() throws IOException {
        TreeSet<Long> chunks = chunkStarts();
        List<JvmEvent> events = new ArrayList<>();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                Optional<JvmEventType> type =
                        JvmEventType.ofSource(event.getEventType().getName());
                type.ifPresent(known -> events.add(event(known, event, chunks)));
            }
        }
        events.sort(Comparator.comparingLong(JvmEvent::stamp));
        return events;
    }

    private JvmEvent event(JvmEventType type, RecordedEvent event, TreeSet<Long> chunks) {
        Instant end = event.getEndTime();
        Long chunk = chunks.floor(WallClock.nanos(event.getStartTime()));
        long stamp = WallClock.nanos(end) - clock.aheadAt(chunk == null ? chunks.first() : chunk);
        byte[] bytes = layouts.get(type).encode(event);
        RecordedThread thread = event.getThread();
        if (thread == null) {
            return new JvmEvent(type, stamp, 0, 0, null, bytes);
        }
        String name = thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
        int tid = (int) Math.max(0, thread.getOSThreadId());
        return new JvmEvent(type, stamp, Math.max(0, thread.getJavaThreadId()), tid, name, bytes);
    }

    /** By the wall clock, ns. */
    private TreeSet<Long> chunkStarts() throws IOException {
        TreeSet<Long> starts = new TreeSet<>();
        ByteBuffer header = ByteBuffer.allocate(CHUNK_HEADER_LENGTH);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long at = 0; at < channel.size(); ) {
                header.clear();
                boolean whole = channel.read(header, at) == CHUNK_HEADER_LENGTH;
                long size = whole && header.getInt(0) == CHUNK_MAGIC ? header.getLong(SIZE_OFFSET) : 0;
                if (size < CHUNK_HEADER_LENGTH || size > channel.size() - at) {
                    throw new TraceCorruptException(
                            file.toString(), at, "expected a whole chunk of a flight recording");
                }
                starts.add(header.getLong(START_OFFSET));
                at += size;
            }
        }
        if (starts.isEmpty()) {
            throw new TraceCorruptException(file.toString(), 0, "expected a flight recording, found nothing");
        }
        return starts;
    }
}
