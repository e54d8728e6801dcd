package dev.jftrace.agent.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One traced run of this JVM: its settings, and the folder {@code jvm-PID} in which its records and names go. */
public final class Session {
    /** A deeper limit is kept by count alone: ids this far down tell nothing that a recursion does not hide anyway. */
    private static final int SHADOW_STACK = 1024;

    static final int[] NO_IDS = {};
    static final long[] NO_STAMPS = {};

    /** Null while nothing is traced. Threads look at it on their slow paths, and change over when it changed. */
    private static volatile Session current;

    private final TraceSettings settings;
    private final TracingMode mode;
    private final TraceBuffer buffer;
    private final FunctionsFile functions;
    private final TasksFile tasks;
    private final SessionLog log;

    private Session(TraceSettings settings, Path folder, SessionLog log, int pid) throws IOException {
        this.settings = settings;
        this.log = log;
        this.mode = TracingMode.of(settings.tracer(), settings.maxGraphDepth(), settings.thresh());
        this.functions = new FunctionsFile(folder.resolve("functions"));
        this.tasks = new TasksFile(folder.resolve("tasks"));
        this.buffer = TraceBuffer.create(
                folder.resolve("buffer"),
                settings.subBufferSize(),
                settings.subBufferCount(),
                settings.bufferMode(),
                settings.thresh(),
                pid);
    }

    public static Session open(Path sessionFolder) throws IOException {
        TraceSettings settings = TraceSettings.read(sessionFolder.resolve("settings"));
        int pid = LinuxThread.current().pid();
        Path folder = sessionFolder.resolve("jvm-" + pid);
        Files.createDirectory(folder, OwnerOnly.FOLDER);
        SessionLog log = new SessionLog(folder.resolve("log"));
        try {
            log.clock(TraceClock.told());
            for (String line : settings.notUnderstood()) {
                log.error("settings: not understood: " + line);
            }
            current = new Session(settings, folder, log, pid);
            return current;
        } catch (IOException | RuntimeException | Error e) {
            log.error(e.toString());
            throw e;
        }
    }

    static Session current() {
        return current;
    }

    public TraceSettings settings() {
        return settings;
    }

    public TraceBuffer buffer() {
        return buffer;
    }

    public FunctionsFile functions() {
        return functions;
    }

    TasksFile tasks() {
        return tasks;
    }

    public SessionLog log() {
        return log;
    }

    public TracingMode mode() {
        return mode;
    }

    /** Ends the tracing: hooks that still run record nothing from here on. {@link TraceBuffer#retire} comes next. */
    public static void end() {
        current = null;
        RingTable.knock();
    }

    /** Calls at this depth and below are not recorded. */
    int depthLimit() {
        return settings.maxGraphDepth() == 0 ? Integer.MAX_VALUE : settings.maxGraphDepth();
    }

    /** In units of the clock. */
    long thresh() {
        return TraceClock.ticks(settings.thresh());
    }

    int[] newShadowStack() {
        return mode.keepsIds ? new int[SHADOW_STACK] : NO_IDS;
    }

    long[] newCallTimes() {
        return mode.keepsTimes ? new long[SHADOW_STACK] : NO_STAMPS;
    }
}
