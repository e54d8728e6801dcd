package dev.jftrace.record.jfr;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
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
    private static final Path PROC = Path.of("/proc");
    private static final int ROOT = 2;
    private static final long NS_PER_MS = 1_000_000;

    /** The clocks of the agent's note and of a chunk's begin are read one after the other. */
    private static final long MARGIN_NS = 1_000_000_000;

    /** What the agent does is no part of the program. */
    private static final String AGENTS_THREAD = "jftrace-control";

    private final Path folder;
    private final Set<JvmEventType> types = EnumSet.noneOf(JvmEventType.class);
    private final Map<Long, FlightChunk> chunks = new HashMap<>();
    private Path repository;

    /** When the first of the agent's recordings began: CLOCK_MONOTONIC, and the wall clock, ns. */
    private long since = Long.MIN_VALUE;

    private long sinceWall;
    private long toldUntil = Long.MIN_VALUE;
    private long noteRead;

    /** @param folder of a traced JVM's session, or a copy of it */
    public FlightFolder(Path folder) {
        this.folder = folder;
    }

    /** The types that were asked for so far; none where nobody did. */
    public Set<JvmEventType> types() throws IOException {
        Path note = folder.resolve("flight");
        if (Files.exists(note) && Files.size(note) != noteRead) {
            noteRead = Files.size(note);
            Files.readAllLines(note).forEach(this::note);
        }
        return types;
    }

    private void note(String line) {
        String[] columns = line.split("\t", -1);
        switch (columns[0]) {
            case "since" -> since(columns);
            case "begun" -> since = Math.max(since, columns[1].matches("[0-9]{1,18}") ? Long.parseLong(columns[1]) : 0);
            case "repository" -> repository = columns.length < 2 || columns[1].isEmpty() ? null : inRoot(columns[1]);
            case "events" ->
                List.of(columns[columns.length - 1].split(","))
                        .forEach(source -> JvmEventType.ofSource(source).ifPresent(types::add));
            default -> {
                // of a newer agent
            }
        }
    }

    private void since(String[] columns) {
        if (since == Long.MIN_VALUE && columns.length == 3 && (columns[1] + columns[2]).matches("[0-9]{2,36}")) {
            since = Long.parseLong(columns[1]);
            sinceWall = Long.parseLong(columns[2]) * NS_PER_MS;
        }
    }

    /** A JVM in a container names its files its own way. */
    private Path inRoot(String path) {
        boolean inside = folder.startsWith(PROC)
                && folder.getNameCount() > ROOT
                && folder.getName(ROOT).toString().equals("root");
        return inside
                ? folder.getRoot().resolve(folder.subpath(0, ROOT + 1)).resolve(path.substring(1))
                : Path.of(path);
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
                boolean older = header.end() < sinceWall - MARGIN_NS;
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
        List<JvmEvent> events = chunk.read(file, header, types).stream()
                .filter(event -> event.stamp() >= since && !AGENTS_THREAD.equals(event.name()))
                .toList();
        toldUntil = Math.max(toldUntil, chunk.monotonic(header.end()));
        return events;
    }
}
