package dev.jftrace.agent.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One traced run of this JVM: its settings, and the folder {@code jvm-PID} in which its records and names go. */
public final class Session {
    /** A deeper limit is kept by count alone: ids this far down tell nothing that a recursion does not hide anyway. */
    private static final int SHADOW_STACK = 1024;

    /** Set once by premain, before the first hook is reachable; the hooks take it into constants. */
    private static Session current;

    private final TraceSettings settings;
    private final TraceBuffer buffer;
    private final FunctionsFile functions;
    private final TasksFile tasks;
    private final SessionLog log;
    private volatile ThreadFilter threads;

    private Session(TraceSettings settings, Path folder, SessionLog log, int pid) throws IOException {
        this.settings = settings;
        this.log = log;
        this.functions = new FunctionsFile(folder.resolve("functions"));
        this.tasks = new TasksFile(folder.resolve("tasks"));
        this.buffer =
                TraceBuffer.create(folder.resolve("buffer"), settings.subBufferSize(), settings.subBufferCount(), pid);
    }

    public static Session open(Path sessionFolder) throws IOException {
        TraceSettings settings = TraceSettings.read(sessionFolder.resolve("settings"));
        int pid = LinuxThread.current().pid();
        Path folder = sessionFolder.resolve("jvm-" + pid);
        Files.createDirectory(folder, OwnerOnly.FOLDER);
        SessionLog log = new SessionLog(folder.resolve("log"));
        try {
            log.clock("mono");
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

    /** Null where every thread is recorded. */
    ThreadFilter threads() {
        return threads;
    }

    /** @param filter null for every thread; takes effect on each thread at its next sub-buffer */
    public void threads(ThreadFilter filter) {
        threads = filter;
    }

    TasksFile tasks() {
        return tasks;
    }

    public SessionLog log() {
        return log;
    }

    public int maxGraphDepth() {
        return settings.maxGraphDepth();
    }

    int[] newShadowStack() {
        return settings.maxGraphDepth() == 0 ? null : new int[SHADOW_STACK];
    }
}
