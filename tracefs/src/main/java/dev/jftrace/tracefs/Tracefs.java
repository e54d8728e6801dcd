package dev.jftrace.tracefs;

import dev.jftrace.tracefs.hazard.HazardCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** ftrace, as its tree of control files offers it. */
public final class Tracefs {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    /** So that a test of jftrace never finds the tracefs of the machine that it runs on. */
    private static final String ENVIRONMENT = "JFTRACE_TRACEFS";

    private static final String NONE = "none";

    private static final Path SYSCTL = Path.of("/proc/sys/kernel");
    private static final String NOT_MOUNTED =
            "no tracefs is mounted on this machine: as root, mount -t tracefs nodev /sys/kernel/tracing";

    private final ControlTree tree;
    private final Tracefs sysctl;

    private Tracefs(ControlTree tree) {
        this(tree, null);
    }

    /** @param sysctl what is beside it; null: what the tree itself has there */
    Tracefs(ControlTree tree, Tracefs sysctl) {
        this.tree = tree;
        this.sysctl = sysctl;
    }

    /** A tree of any kind, a traced JVM's for one. */
    public static Tracefs of(ControlTree tree) {
        return new Tracefs(tree);
    }

    /**
     * The tree below {@code root}; each write goes into the journal first. No hazard is checked: this is no running kernel's, and so
     * the sysctls of the running one are not its.
     */
    public static Tracefs at(Path root, ControlJournal journal) {
        ControlTree tree = new KernelTree(root, journal);
        return new Tracefs(tree, new Tracefs(tree));
    }

    /**
     * The running kernel's tree, to be written: with the journal of this user, and with the hazard check.
     *
     * @param force whether a write that the check calls unsafe is made all the same
     * @throws IOException if tracefs is not mounted or not to be entered, what is mounted there is something else, or the journal
     *     can't be written
     */
    public static Tracefs ofKernel(boolean force) throws IOException {
        Path root = enterable();
        requireTracefs(root);
        HazardCheck hazards = HazardCheck.ofMachine(Path.of("/"), root);
        ControlJournal journal = ControlJournal.open(ControlJournal.defaultFolder());
        return new Tracefs(new KernelTree(root, journal, force ? hazards.forced() : hazards));
    }

    /**
     * A folder that somebody laid over the mount point would have root write where he wants; the file system of the folder itself
     * is what counts, not the line in the mount table.
     */
    static void requireTracefs(Path root) throws IOException {
        String type = Files.getFileStore(root).type();
        if (!type.equals("tracefs")) {
            throw new IOException(root + ": expected tracefs, found " + type + ": nothing is written there");
        }
    }

    /** The running kernel's tree, of which nothing is written. */
    public static Tracefs ofKernel() throws IOException {
        return readOnly(enterable());
    }

    /**
     * The kernel's settings beside tracefs that tracing needs: {@code ftrace_enabled}, {@code stack_tracer_enabled}. Of a tree that
     * is not the kernel's: none.
     */
    public Tracefs sysctl() {
        if (sysctl != null) {
            return sysctl;
        }
        return tree instanceof KernelTree kernel ? new Tracefs(kernel.sibling(SYSCTL)) : this;
    }

    /**
     * The running kernel's tree, or its sysctls, whichever is at {@code root}; to be written.
     *
     * @throws IOException if {@code root} is neither
     */
    public static Tracefs ofKernelAt(Path root) throws IOException {
        Tracefs tracefs = ofKernel(true);
        if (root.equals(SYSCTL)) {
            return tracefs.sysctl();
        }
        if (!root.equals(Path.of(tracefs.root()))) {
            throw new IOException(root + ": expected where tracefs is mounted, " + tracefs.root());
        }
        return tracefs;
    }

    private static Path enterable() throws IOException {
        Path root = mountPoint().orElseThrow(() -> new IOException(NOT_MOUNTED));
        if (!Files.isExecutable(root)) {
            throw new IOException(root + ": permission denied: tracing needs root, as in: sudo jftrace ...");
        }
        return root;
    }

    /** Where the tree is, as messages say it. */
    public String root() {
        return tree.describe("");
    }

    /** The tree below {@code root}, of which nothing is written. */
    public static Tracefs readOnly(Path root) {
        return new Tracefs(new KernelTree(root, null));
    }

    /**
     * Where this machine has tracefs mounted: as {@code JFTRACE_TRACEFS} says, which may also say {@code none}, or else the first
     * line of the kernel's mount table that says so.
     */
    public static Optional<Path> mountPoint() throws IOException {
        String told = System.getenv(ENVIRONMENT);
        if (told != null && !told.isEmpty()) {
            return told.equals(NONE) ? Optional.empty() : Optional.of(Path.of(told));
        }
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

    ControlTree tree() {
        return tree;
    }

    public Instance top() {
        return new Instance(tree, null);
    }

    /**
     * The instance of a name, whether it is there or not.
     *
     * @throws IllegalArgumentException if this can be no instance's name: empty, or with a slash
     */
    public Instance instance(String name) {
        if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("no name of an instance: '" + name + "'");
        }
        return new Instance(tree, name);
    }

    /** Names of the instances that are there, the top one not among them. */
    public List<String> instances() throws TracefsException {
        return tree.exists("instances") ? top().folders("instances") : List.of();
    }

    public DynamicEvents dynamicEvents() {
        return new DynamicEvents(this);
    }

    /** @param name as {@code "current_tracer"} or {@code "events/sched/enable"}, below the root */
    public ControlFile file(String name) {
        tree.describe(name); // refuses what is outside
        return new ControlFile(tree, name);
    }

    /** What may be written to {@code current_tracer}. */
    public List<String> availableTracers() throws TracefsException {
        return top().availableTracers();
    }
}
