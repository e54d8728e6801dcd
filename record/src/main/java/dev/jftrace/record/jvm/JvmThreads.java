package dev.jftrace.record.jvm;

import java.nio.file.Files;
import java.nio.file.Path;

/** Which Linux threads of a JVM are there. One in a container numbers them its own way, so it is asked by the container's /proc. */
final class JvmThreads {
    private static final Path PROC = Path.of("/proc");
    private static final int ROOT = 2;

    private final Path tasks;

    /** @param folder of its buffer; one that is reached through {@code /proc/PID/root} is in a container */
    JvmThreads(Path folder, int pid) {
        boolean inside = folder.startsWith(PROC)
                && folder.getNameCount() > ROOT
                && folder.getName(ROOT).toString().equals("root");
        Path proc =
                inside ? folder.getRoot().resolve(folder.subpath(0, ROOT + 1)).resolve("proc") : PROC;
        this.tasks = proc.resolve(Integer.toString(pid)).resolve("task");
    }

    boolean isThere(int tid) {
        return Files.exists(tasks.resolve(Integer.toString(tid)));
    }
}
