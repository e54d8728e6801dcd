package dev.jftrace.record.jfr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the agent noted of its flight recordings: the file {@code flight} of a session, which only grows, until all is dropped. */
final class FlightNotes {
    private static final Path PROC = Path.of("/proc");
    private static final int ROOT = 2;

    /** The column of a note of a filter. */
    private static final int EVENT = 2;

    private static final long NS_PER_MS = 1_000_000;

    private final Path folder;
    private final Set<JvmEventType> types = EnumSet.noneOf(JvmEventType.class);

    /** When tracing was switched on, or off: CLOCK_MONOTONIC, ns. */
    private final TreeMap<Long, Boolean> switches = new TreeMap<>();

    /** From when on which filter held, ns; one that lets everything pass is null. */
    private final Map<JvmEventType, TreeMap<Long, Optional<JvmEventFilter>>> filters =
            new EnumMap<>(JvmEventType.class);

    private Path repository;
    private boolean shared;

    /** When the first of the agent's recordings began: CLOCK_MONOTONIC, and the wall clock, ns. */
    private long since = Long.MIN_VALUE;

    private long sinceWall;
    private long read;

    FlightNotes(Path session) {
        folder = session;
    }

    /** What was noted since the last call. */
    void read() throws IOException {
        Path note = folder.resolve("flight");
        if (!Files.exists(note) || Files.size(note) == read) {
            return;
        }
        if (Files.size(note) < read) {
            read = 0;
            switches.clear();
            filters.clear();
        }
        try (FileChannel channel = FileChannel.open(note)) {
            ByteBuffer text = ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - read)));
            while (text.hasRemaining() && channel.read(text, read + text.position()) > 0) {
                // a short read goes on where it stopped
            }
            int end = text.position();
            while (end > 0 && text.get(end - 1) != '\n') {
                end--;
            }
            new String(text.array(), 0, end, StandardCharsets.UTF_8).lines().forEach(this::take);
            read += end;
        }
    }

    private void take(String line) {
        String[] columns = line.split("\t", -1);
        switch (columns[0]) {
            case "since" -> since(columns);
            case "begun" -> since = Math.max(since, number(columns, 1));
            case "on", "off" -> switches.put(number(columns, 1), columns[0].equals("on"));
            case "filter" -> filter(columns);
            case "shared" -> shared = true;
            case "repository" -> repository = columns.length < 2 || columns[1].isEmpty() ? null : inRoot(columns[1]);
            case "events" ->
                List.of(columns[columns.length - 1].split(","))
                        .forEach(source -> JvmEventType.ofSource(source).ifPresent(types::add));
            default -> {
                // of a newer agent
            }
        }
    }

    /** What this version of the language does not know lets everything pass. */
    private void filter(String[] columns) {
        String text = columns[columns.length - 1];
        for (JvmEventType type : JvmEventType.named(columns.length > EVENT ? columns[EVENT] : "-")) {
            Optional<JvmEventFilter> filter;
            try {
                filter = text.equals("0") ? Optional.empty() : Optional.of(JvmEventFilter.of(type, text));
            } catch (JvmFilterException e) {
                filter = Optional.empty();
            }
            filters.computeIfAbsent(type, each -> new TreeMap<>()).put(number(columns, 1), filter);
        }
    }

    /** The filter that held for an event when it happened; null for none. */
    JvmEventFilter filterOf(JvmEvent event) {
        TreeMap<Long, Optional<JvmEventFilter>> all = filters.get(event.type());
        Map.Entry<Long, Optional<JvmEventFilter>> last = all == null ? null : all.floorEntry(event.stamp());
        return last == null ? null : last.getValue().orElse(null);
    }

    /** 0 for what is none. */
    private static long number(String[] columns, int column) {
        return columns.length > column && columns[column].matches("[0-9]{1,18}") ? Long.parseLong(columns[column]) : 0;
    }

    private void since(String[] columns) {
        if (since == Long.MIN_VALUE && number(columns, 1) > 0) {
            since = number(columns, 1);
            sinceWall = number(columns, 2) * NS_PER_MS;
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

    /** The types that were asked for so far. */
    Set<JvmEventType> types() {
        return types;
    }

    /** Where the JDK has the chunks that it still writes; null before it said so. */
    Path repository() {
        return repository;
    }

    /** Whether somebody else had the flight recorder record, too: what it wrote is not ours alone then. */
    boolean isShared() {
        return shared;
    }

    /** When the first recording began, by the wall clock, ns. */
    long sinceWall() {
        return sinceWall;
    }

    /** Whether somebody wanted to know what happened at a time: CLOCK_MONOTONIC, ns. */
    boolean wants(long stamp) {
        Map.Entry<Long, Boolean> last = switches.floorEntry(stamp);
        return stamp >= since && (last == null || last.getValue());
    }
}
