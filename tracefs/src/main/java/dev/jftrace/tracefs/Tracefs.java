package dev.jftrace.tracefs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A kernel's tracefs: the tree of control files under one mount point. */
public final class Tracefs {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    private final Path root;
    private final ControlJournal journal;

    private Tracefs(Path root, ControlJournal journal) {
        this.root = root;
        this.journal = journal;
    }

    /** The tree below {@code root}; each write goes into the journal first. */
    public static Tracefs at(Path root, ControlJournal journal) {
        return new Tracefs(root, journal);
    }

    /** The tree below {@code root}, of which nothing is written. */
    public static Tracefs readOnly(Path root) {
        return new Tracefs(root, null);
    }

    /** Where this machine has tracefs mounted; the first line of the kernel's mount table that says so. */
    public static Optional<Path> mountPoint() throws IOException {
        return mountPoint(Files.readAllLines(MOUNTS));
    }

    static Optional<Path> mountPoint(List<String> mounts) {
        return mounts.stream()
                .map(line -> line.split(" "))
                .filter(columns -> columns.length > 2 && columns[2].equals("tracefs"))
                .map(columns -> Path.of(unescaped(columns[1])))
                .findFirst();
    }

    /** The mount table writes a space as {@code \040}. */
    private static String unescaped(String path) {
        return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    /** @param name as {@code "current_tracer"} or {@code "events/sched/enable"}, below the root */
    public ControlFile file(String name) {
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root)) {
            throw new IllegalArgumentException("not below " + root + ": " + name);
        }
        return new ControlFile(path, journal);
    }

    /** What may be written to {@code current_tracer}. */
    public List<String> availableTracers() throws TracefsException {
        return List.of(file("available_tracers").read().strip().split(" +"));
    }
}
