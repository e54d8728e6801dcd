package dev.jftrace.agent.flight;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/**
 * Has the JDK's flight recorder write events into files, from which the recorder takes them. Loaded only where events were asked
 * for: the flight recorder costs a tenth of a second to start, and a JDK may lack it.
 *
 * <p>While a flight recording runs, its events are in the JDK's own repository, up to its last flush, which comes once a second; when
 * it ends, in order or with the JVM, in {@code events-N.jfr}. The file {@code flight} tells where to look.
 */
public final class FlightEvents {
    /** What this process, and not the flight recorder, tells of: the reader of the records finds it in them. */
    private static final String OWN = "jftrace.";

    /** Set by the JDK with its first recording. */
    private static final String REPOSITORY = "jdk.jfr.repository";

    /** HotSpot ends the program where the flight recorder finds no room on the disk: it is stopped before. Bytes. */
    private static final long LEAST_ROOM = 64L << 20;

    private static final int MB_SHIFT = 20;

    private final Path folder;
    private final Consumer<String> problems;
    private final FlightClock clock = new FlightClock(this::look);
    private final List<String> missed = new ArrayList<>();
    private volatile Recording recording;
    private int recordings;
    private volatile boolean shared;

    /**
     * Writes nothing yet.
     *
     * @param folder of the session, into which all files go
     * @param problems is told what goes wrong later, on a thread of the flight recorder
     */
    public FlightEvents(Path folder, Consumer<String> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /**
     * Writes these from now on, and no others; all of them are told, however short. Without any, and where nothing ran, nothing is
     * started.
     *
     * @param events names as {@code jdk.GarbageCollection}
     * @return those that this JDK does not have, each once
     */
    public List<String> write(List<String> events) throws IOException {
        if (events.isEmpty()) {
            stop();
            return List.of();
        }
        List<String> known = known(events);
        List<String> missing = new ArrayList<>(events);
        missing.removeAll(known);
        missing.removeAll(missed);
        missing.removeIf(name -> name.startsWith(OWN));
        missed.addAll(missing);
        if (recording == null) {
            start(known);
        } else {
            disable(recording);
            enable(recording, known);
        }
        tell("events\t" + String.join(",", events));
        return missing;
    }

    private static List<String> known(List<String> events) {
        List<String> known = new ArrayList<>();
        for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
            if (events.contains(type.getName())) {
                known.add(type.getName());
            }
        }
        return known;
    }

    private void start(List<String> events) throws IOException {
        File disk = repository();
        if (disk.getUsableSpace() < LEAST_ROOM) {
            throw new IOException(full(disk));
        }
        Recording begun = new Recording();
        try {
            begun.setName("jftrace");
            begun.setToDisk(true);
            begun.setDestination(folder.resolve("events-" + ++recordings + ".jfr"));
            begun.setDumpOnExit(true);
            enable(begun, events);
            clock.addTo(begun);
            tell("since\t" + System.nanoTime() + "\t" + System.currentTimeMillis());
            begun.start();
        } catch (IOException | RuntimeException e) {
            // One that never ran must not pass for one that runs.
            clock.end();
            begun.close();
            throw e;
        }
        recording = begun;
        noteOthers();
        tell("repository\t" + System.getProperty(REPOSITORY, ""));
    }

    /** What was before was the agent's own doing. */
    public void begun() throws IOException {
        tell("begun\t" + System.nanoTime());
    }

    /** From now on what happens is wanted, or is not. @param on as tracing_on is set */
    public void switched(boolean on) throws IOException {
        tell((on ? "on\t" : "off\t") + System.nanoTime());
    }

    /** Which events of a type are wanted from now on, for who reads them; "0" for all. */
    public void filtered(String event, String filter) throws IOException {
        tell("filter\t" + System.nanoTime() + "\t" + event + "\t" + filter);
    }

    private static void enable(Recording of, List<String> events) {
        for (String event : events) {
            of.enable(event).withoutStackTrace().withThreshold(Duration.ZERO).with("throttle", "off");
        }
    }

    private static void disable(Recording running) {
        for (String setting : running.getSettings().keySet()) {
            if (setting.endsWith("#enabled") && !setting.startsWith(OWN)) {
                running.disable(setting.substring(0, setting.indexOf('#')));
            }
        }
    }

    private static File repository() {
        return new File(System.getProperty(REPOSITORY, System.getProperty("java.io.tmpdir")));
    }

    private static String full(File disk) {
        return disk + " has " + (disk.getUsableSpace() >> MB_SHIFT) + " MB left, and the flight recorder needs "
                + (LEAST_ROOM >> MB_SHIFT);
    }

    /** Once a second. */
    private void look() {
        Recording running = recording;
        noteOthers();
        requireRoom(running);
    }

    /** Where others record too, the repository is not ours to be removed after a kill. */
    private void noteOthers() {
        try {
            if (!shared && FlightRecorder.getFlightRecorder().getRecordings().size() > 1) {
                shared = true;
                tell("shared");
            }
        } catch (IOException e) {
            // without the note more would be removed than may be: it is tried again
            shared = false;
        }
    }

    private void requireRoom(Recording running) {
        File disk = repository();
        if (running != null && disk.getUsableSpace() < LEAST_ROOM && isWriting(running)) {
            disable(running);
            problems.accept("jvm: events end early: " + full(disk));
        }
    }

    private static boolean isWriting(Recording running) {
        for (Map.Entry<String, String> setting : running.getSettings().entrySet()) {
            if (setting.getKey().endsWith("#enabled")
                    && !setting.getKey().startsWith(OWN)
                    && setting.getValue().equals("true")) {
                return true;
            }
        }
        return false;
    }

    private void tell(String line) throws IOException {
        Files.write(
                folder.resolve("flight"),
                (line + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Ends the flight recording, if one runs; its file is whole then. */
    public void stop() {
        if (recording != null) {
            Recording last = recording;
            recording = null;
            last.stop();
            clock.end();
            last.close();
        }
    }

    /** Drops what was written. */
    public void clear() throws IOException {
        stop();
        for (int i = 1; i <= recordings; i++) {
            Files.deleteIfExists(folder.resolve("events-" + i + ".jfr"));
        }
        Files.deleteIfExists(folder.resolve("flight"));
        shared = false;
    }
}
