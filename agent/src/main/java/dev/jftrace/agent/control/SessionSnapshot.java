package dev.jftrace.agent.control;

import dev.jftrace.agent.hook.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The copy of a session's buffer, in a folder of the session with links to its names. Taken by who serves the control files, or by
 * threads of the program: one at a time.
 */
final class SessionSnapshot {
    private static final String SNAPSHOT = "snapshot";
    private static final List<String> NAMES = List.of("functions", "tasks", "log");

    private final Session session;

    SessionSnapshot(Session session) {
        this.session = session;
    }

    /** In the place of an earlier copy. */
    synchronized void take() throws IOException {
        drop();
        Path copy = Files.createDirectory(session.folder().resolve(SNAPSHOT));
        session.buffer().snapshot(copy.resolve("buffer"));
        for (String names : NAMES) {
            Files.createSymbolicLink(copy.resolve(names), Path.of("..", names));
        }
    }

    synchronized void drop() throws IOException {
        FolderTree.delete(session.folder().resolve(SNAPSHOT));
    }
}
