package dev.jftrace.agent.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One traced run of this JVM: the folder in which its records and names go, and what its hooks need to know. */
public final class Session {
    /** A deeper limit is kept by count alone: ids this far down tell nothing that a recursion does not hide anyway. */
    private static final int SHADOW_STACK = 1024;

    static final int[] NO_IDS = {};
    static final long[] NO_STAMPS = {};

    /** Null while nothing is traced. Threads look at it on their slow paths, and change over when it changed. */
    private static volatile Session current;

    private final TraceSettings settings;
    private final TracingMode mode;
    private final Path folder;
    private final TraceBuffer buffer;
    private final FunctionsFile functions;
    private final TasksFile tasks;
    private final SessionLog log;
    private final MarkersFile markers;
    private volatile ThreadFilter threads;

    private Session(Path folder, TraceSettings settings, SessionLog log, int pid) throws IOException {
        this.settings = settings;
        this.folder = folder;
        this.log = log;
        this.mode = TracingMode.of(settings.tracer(), settings.maxGraphDepth(), settings.thresh());
        this.functions = new FunctionsFile(folder.resolve("functions"));
        this.tasks = new TasksFile(folder.resolve("tasks"));
        this.markers = new MarkersFile(folder.resolve("markers"));
        this.buffer = TraceBuffer.create(
                folder.resolve("buffer"),
                settings.subBufferSize(),
                settings.subBufferCount(),
                settings.bufferMode(),
                settings.thresh(),
                pid);
    }

    private Session(Session before, TraceSettings settings) {
        this.settings = settings;
        this.mode = TracingMode.of(settings.tracer(), settings.maxGraphDepth(), settings.thresh());
        this.folder = before.folder;
        this.buffer = before.buffer;
        this.functions = before.functions;
        this.tasks = before.tasks;
        this.log = before.log;
        this.markers = before.markers;
        this.threads = before.threads;
    }

    /** @param folder is made; it must not be there */
    public static Session open(Path folder, TraceSettings settings) throws IOException {
        Files.createDirectory(folder, OwnerOnly.FOLDER);
        SessionLog log = new SessionLog(folder.resolve("log"));
        try {
            log.clock(TraceClock.told());
            for (String line : settings.notUnderstood()) {
                log.error("settings: not understood: " + line);
            }
            Session session =
                    new Session(folder, settings, log, LinuxThread.current().pid());
            GatedHook.forgetGates();
            current = session;
            return session;
        } catch (IOException | RuntimeException | Error e) {
            log.error(e.toString());
            throw e;
        }
    }

    /** @throws IOException if there is none for such a buffer in this folder's disk */
    public static void requireRoom(Path folder, TraceSettings settings) throws IOException {
        BufferMemory.requireRoom(folder.resolve("buffer"), (long) settings.subBufferSize() * settings.subBufferCount());
    }

    static Session current() {
        return current;
    }

    public Path folder() {
        return folder;
    }

    public TraceBuffer buffer() {
        return buffer;
    }

    public FunctionsFile functions() {
        return functions;
    }

    /** Makes the buffer as large as these settings want it; the newest records stay. @throws IOException if there is no room */
    public void resize(TraceSettings wanted) throws IOException {
        buffer.resize(wanted.subBufferCount());
    }

    /** Null where every thread is recorded. */
    ThreadFilter threads() {
        return threads;
    }

    /** @param filter null for every thread; takes effect on each thread at its next hook */
    public void threads(ThreadFilter filter) {
        threads = filter;
        RingTable.knock();
    }

    TasksFile tasks() {
        return tasks;
    }

    /** What users write in the midst of the events. */
    public MarkersFile markers() {
        return markers;
    }

    public SessionLog log() {
        return log;
    }

    public TracingMode mode() {
        return mode;
    }

    /** Goes on in the same buffer and files, with another limit of the depth, or a tracer after none. @param settings differ in nothing else */
    public Session limited(TraceSettings settings) {
        Session limited = new Session(this, settings);
        current = limited;
        RingTable.knock();
        return limited;
    }

    /**
     * Ends the tracing: hooks that still run record nothing from here on, and the buffer goes.
     *
     * @return false where a thread does not leave a hook, as one that a debugger holds: the buffer then stays mapped
     */
    public boolean end() {
        current = null;
        RingTable.knock();
        boolean retired = isRetired();
        functions.close();
        tasks.close();
        markers.close();
        log.close();
        return retired;
    }

    private boolean isRetired() {
        try {
            return buffer.retire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
