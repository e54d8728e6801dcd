package dev.jftrace.agent.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was written to {@code trace_marker}: lines {@code NS TAB text}, the time of CLOCK_MONOTONIC. Made with the first one. */
public final class MarkersFile {
    private final Path path;
    private AppendedText file;

    MarkersFile(Path path) {
        this.path = path;
    }

    /** @param text one line of the trace: what would end it is a blank */
    public synchronized void add(String text) throws IOException {
        file = file == null ? new AppendedText(path) : file;
        file.append(System.nanoTime() + "\t" + AppendedText.column(text) + "\n");
    }

    /** What was written is no more. */
    public synchronized void clear() throws IOException {
        close();
        file = null;
        Files.deleteIfExists(path);
    }

    synchronized void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // a file that is not closed does no harm
        }
    }
}
