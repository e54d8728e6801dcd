package dev.jftrace.record.jfr;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the flight recorder of one traced JVM tells, as events of system {@code jvm}. While it runs they come from the JDK's own
 * repository, as far as it is flushed; afterwards from the files that the agent had made of it, or, where the JVM was killed, from
 * what is left of the repository.
 */
public final class FlightFolder {
    /** The clocks of the agent's note and of a chunk's begin are read one after the other. */
    private static final long MARGIN_NS = 1_000_000_000;

    /** What the agent does is no part of the program. */
    private static final String AGENTS_THREADS = "jftrace-";

    private final Path folder;
    private final FlightNotes notes;
    private final Map<Long, FlightChunk> chunks = new HashMap<>();
    private long toldUntil = Long.MIN_VALUE;

    /** @param folder of a traced JVM's session, or a copy of it */
    public FlightFolder(Path folder) {
        this.folder = folder;
        this.notes = new FlightNotes(folder);
    }

    /** The types that were asked for so far; none where nobody did. */
    public Set<JvmEventType> types() throws IOException {
        notes.read();
        return notes.types();
    }

    /**
     * What was told since the last call, by one chunk.
     *
     * @return null if there is nothing new
     * @throws IOException if a file is damaged
     */
    public List<JvmEvent> next() throws IOException {
        if (types().isEmpty()) {
            return null;
        }
        for (Path file : files()) {
            List<JvmEvent> events = next(file);
            if (events != null) {
                return events;
            }
        }
        return null;
    }

    /** Up to when all was told: CLOCK_MONOTONIC, ns; {@link Long#MIN_VALUE} before the first. */
    public long toldUntil() {
        return toldUntil;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(files(folder, "events-*.jfr"));
        Path repository = notes.repository();
        if (repository != null && Files.isDirectory(repository)) {
            files.addAll(files(repository, "*.jfr"));
        }
        return files;
    }

    private static List<Path> files(Path in, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(in, glob)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private List<JvmEvent> next(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long at = 0;
            for (FlightChunkHeader header = FlightChunkHeader.read(file, channel, at);
                    header != null && header.size() > 0;
                    header = FlightChunkHeader.read(file, channel, at)) {
                FlightChunk chunk = chunks.computeIfAbsent(header.start(), start -> new FlightChunk());
                boolean older = header.end() < notes.sinceWall() - MARGIN_NS;
                if (!older && chunk.hasMore(header)) {
                    return events(file, header, chunk);
                }
                at += header.size();
                if (!header.isFinished()) {
                    break;
                }
            }
        }
        return null;
    }

    private List<JvmEvent> events(Path file, FlightChunkHeader header, FlightChunk chunk) throws IOException {
        List<JvmEvent> events = chunk.read(file, header, notes.types());
        notes.read(); // what was switched before the chunk's end is known now
        events = events.stream()
                .filter(event -> notes.wants(event.stamp()) && !isAgents(event.name()))
                .toList();
        toldUntil = Math.max(toldUntil, chunk.monotonic(header.end()));
        return events;
    }

    /**
     * Removes what the JDK of a JVM that was killed left of its flight recordings, if none but ours was in it, and it is this user's and no
     * link. All events were taken, or nobody wants them.
     */
    public void removeRepository() throws IOException {
        notes.read();
        Path repository = notes.repository();
        if (repository == null || notes.isShared() || !isJdks(repository)) {
            return;
        }
        for (Path chunk : files(repository, "*.{jfr,part}")) {
            Files.deleteIfExists(chunk);
        }
        try {
            Files.deleteIfExists(repository);
        } catch (DirectoryNotEmptyException e) {
            // something of somebody else
        }
    }

    /** Named by the JDK: date, time and pid. */
    private boolean isJdks(Path repository) throws IOException {
        return Files.isDirectory(repository, LinkOption.NOFOLLOW_LINKS)
                && repository.getFileName().toString().matches("(\\d+_){6}\\d+")
                && Files.getAttribute(repository, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }

    /** The filter that held for an event when it happened; null for none. */
    public JvmEventFilter filterOf(JvmEvent event) {
        return notes.filterOf(event);
    }

    private static boolean isAgents(String thread) {
        return thread != null && thread.startsWith(AGENTS_THREADS);
    }
}
