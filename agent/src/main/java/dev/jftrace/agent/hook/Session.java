package dev.jftrace.agent.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One traced run of this JVM: the folder in which its records and names go, and what its hooks need to know. */
public final class Session {
    /** A deeper limit is kept by count alone: ids this far down tell nothing that a recursion does not hide anyway. */
    private static final int SHADOW_STACK = 1024;

    private static final String HOOKS = "dev/jftrace/agent/hook/";

    /** Set before the first hook is reachable. */
    private static Session current;

    private final Path folder;
    private final TraceBuffer buffer;
    private final FunctionsFile functions;
    private final TasksFile tasks;
    private final SessionLog log;
    private int maxGraphDepth;

    private Session(Path folder, TraceSettings settings, SessionLog log, int pid) throws IOException {
        this.folder = folder;
        this.log = log;
        this.functions = new FunctionsFile(folder.resolve("functions"));
        this.tasks = new TasksFile(folder.resolve("tasks"));
        this.buffer =
                TraceBuffer.create(folder.resolve("buffer"), settings.subBufferSize(), settings.subBufferCount(), pid);
    }

    /** @param folder is made; it must not be there */
    public static Session open(Path folder, TraceSettings settings) throws IOException {
        Files.createDirectory(folder, OwnerOnly.FOLDER);
        SessionLog log = new SessionLog(folder.resolve("log"));
        try {
            log.clock("mono");
            for (String line : settings.notUnderstood()) {
                log.error("settings: not understood: " + line);
            }
            Session session =
                    new Session(folder, settings, log, LinuxThread.current().pid());
            session.limit(settings.maxGraphDepth());
            current = session;
            return session;
        } catch (IOException | RuntimeException | Error e) {
            log.error(e.toString());
            throw e;
        }
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

    TasksFile tasks() {
        return tasks;
    }

    public SessionLog log() {
        return log;
    }

    /** Internal name of the class that the changed code calls. */
    public String hooks() {
        return HOOKS + (maxGraphDepth == 0 ? "Hook" : "LimitedHook");
    }

    /** Calls open on a thread from which on a call is not recorded; 0 for no limit. */
    public int maxGraphDepth() {
        return maxGraphDepth;
    }

    /** A limit where none was, or none where one was, needs {@linkplain #hooks other hooks} in all classes. */
    public void limit(int maxGraphDepth) {
        this.maxGraphDepth = maxGraphDepth;
        if (maxGraphDepth != 0) {
            LimitedHook.limit = maxGraphDepth;
        }
    }

    /** Off: the hooks stay, and record nothing. */
    public void tracingOn(boolean on) {
        // the buffer's part is to come
    }

    /** Whether a recorder makes room in the buffer. */
    public void recorded(boolean by) {
        // the buffer's part is to come
    }

    /** Drops what was recorded. */
    public void clear() {
        // the buffer's part is to come
    }

    /** No class has hooks any more: the buffer goes, once no thread can write to it, and the files are closed. */
    public void retire() {
        functions.close();
        tasks.close();
        log.close();
    }

    int[] newShadowStack() {
        return new int[SHADOW_STACK];
    }
}
