package dev.jftrace.agent.flight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private final Path folder;
    private final FlightClock clock = new FlightClock();
    private final List<String> missed = new ArrayList<>();
    private Recording recording;
    private int recordings;

    /** @param folder of the session, into which all files go */
    public FlightEvents(Path folder) {
        this.folder = folder;
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
            recording.getSettings().keySet().stream()
                    .filter(setting -> setting.endsWith("#enabled") && !setting.startsWith(OWN))
                    .forEach(setting -> recording.disable(setting.substring(0, setting.indexOf('#'))));
            enable(known);
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
        recording = new Recording();
        recording.setName("jftrace");
        recording.setToDisk(true);
        recording.setDestination(folder.resolve("events-" + ++recordings + ".jfr"));
        recording.setDumpOnExit(true);
        enable(events);
        clock.addTo(recording);
        tell("since\t" + System.nanoTime() + "\t" + System.currentTimeMillis());
        recording.start();
        tell("repository\t" + System.getProperty(REPOSITORY, ""));
    }

    /** What was before was the agent's own doing. */
    public void begun() throws IOException {
        tell("begun\t" + System.nanoTime());
    }

    private void enable(List<String> events) {
        for (String event : events) {
            recording
                    .enable(event)
                    .withoutStackTrace()
                    .withThreshold(Duration.ZERO)
                    .with("throttle", "off");
        }
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
    }
}
