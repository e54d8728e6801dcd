package dev.jftrace.agent.hook;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file that only grows, by one write per {@link #append}: threads need no lock, and what was appended is there
 * after a kill. A stream, not a channel: a channel would be closed by, and would eat, an interrupt meant for the
 * program.
 */
final class AppendedText {
    private final OutputStream file;

    AppendedText(Path path) throws IOException {
        Files.createFile(path, OwnerOnly.FILE);
        file = new FileOutputStream(path.toFile(), true);
    }

    void append(String lines) throws IOException {
        file.write(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** What is appended from now on is refused. */
    void close() throws IOException {
        file.close();
    }

    /** {@code text} as one column: no TAB, no line end. */
    static String column(String text) {
        return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }
}
