package dev.jftrace.record.kernel;

import dev.jftrace.tracefs.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a latency tracer (irqsoff, wakeup, ...) recorded: its longest latency, as the kernel prints it. */
public final class LatencyText {
    private final Instance instance;
    private final Path file;
    private final String clock;

    LatencyText(Instance instance, Path file) throws IOException {
        this.instance = instance;
        this.file = file;
        this.clock = instance.clock().current();
    }

    /** Whether this tracer keeps one latency rather than a buffer of events. */
    public static boolean isFor(String tracer) {
        return tracer.startsWith("wakeup") || tracer.startsWith("preempt") || tracer.equals("irqsoff");
    }

    void take() throws IOException {
        try (InputStream text = instance.trace()) {
            Files.copy(text, file);
        }
    }

    public String name() {
        return instance.name();
    }

    public String clock() {
        return clock;
    }

    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
