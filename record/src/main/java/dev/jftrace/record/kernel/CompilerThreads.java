package dev.jftrace.record.kernel;

import dev.jftrace.tracefs.linux.LinuxException;
import dev.jftrace.tracefs.linux.LinuxThread;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads of this process that compile. A JVM that has just started keeps them busy, and a reader that waits for one of them to
 * leave the CPU may come too late; so they step back while events come. A thread that one of them starts is as nice as it is.
 */
final class CompilerThreads {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String NAMES = "C[12] CompilerThre.*";
    private static final int NICE = 19;
    private static final int USUAL = 0;

    private CompilerThreads() {}

    static void stepBack() throws IOException {
        set(NICE);
    }

    static void stepForward() throws IOException {
        set(USUAL);
    }

    private static void set(int niceness) throws IOException {
        for (int thread : threads()) {
            try {
                LinuxThread.setNiceness(thread, niceness);
            } catch (LinuxException e) {
                // It has ended, or this user may not take niceness back: the recording is right without.
            }
        }
    }

    private static List<Integer> threads() throws IOException {
        List<Integer> threads = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                if (name(task).matches(NAMES)) {
                    threads.add(Integer.valueOf(task.getFileName().toString()));
                }
            }
        }
        return threads;
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
