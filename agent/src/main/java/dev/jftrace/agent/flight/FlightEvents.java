package dev.jftrace.agent.flight;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;

/**
 * Has the JDK's flight recorder write events into a file, which the recorder reads when this JVM has ended or tracing has. Loaded
 * only where events were asked for: the flight recorder costs a tenth of a second to start, and a JDK may lack it.
 */
public final class FlightEvents {
    private final Recording recording;

    private FlightEvents(Recording recording) {
        this.recording = recording;
    }

    /**
     * Starts to write.
     *
     * @param events names as {@code jdk.GarbageCollection}; all of them are told, however short
     */
    public static FlightEvents start(Path file, List<String> events) throws IOException {
        Recording recording = new Recording();
        recording.setName("jftrace");
        recording.setToDisk(true);
        recording.setDestination(file);
        recording.setDumpOnExit(true);
        for (String event : events) {
            recording
                    .enable(event)
                    .withoutStackTrace()
                    .withThreshold(Duration.ZERO)
                    .with("throttle", "off");
        }
        recording.start();
        return new FlightEvents(recording);
    }

    /** Ends it; the file is whole then. */
    public void stop() {
        recording.stop();
        recording.close();
    }
}
