package dev.jftrace.agent.hook;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The names of threads: {@code tid TAB Java thread id TAB name}; a later line about a thread replaces the one before
 * it.
 */
final class TasksFile {
    private final AppendedText file;

    TasksFile(Path path) throws IOException {
        file = new AppendedText(path);
    }

    void add(int tid, long javaThread, String name) throws IOException {
        file.append(tid + "\t" + javaThread + "\t" + AppendedText.column(name) + "\n");
    }

    void close() {
        try {
            file.close();
        } catch (IOException e) {
            // a file that is not closed does no harm
        }
    }
}
