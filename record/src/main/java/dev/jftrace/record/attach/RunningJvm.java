package dev.jftrace.record.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JVM that runs on this machine, perhaps in a container.
 *
 * @param main main class, jar or source file, as on its command line; "?" where it does not tell
 * @param release its Java, as {@code "25.0.3"}; "?" where that is not known
 * @param hotspot whether it is a HotSpot JVM
 */
public record RunningJvm(int pid, String main, String release, boolean hotspot) {
    private static final int FIRST_TRACED = 11;

    private static final List<String> OPTION_VARIABLES = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    static Optional<RunningJvm> of(LinuxTask task) {
        String hotspot = task.mapped("libjvm.so");
        List<String> words = task.commandLine();
        boolean named = !words.isEmpty() && Path.of(words.get(0)).endsWith("java");
        if (hotspot.isEmpty() && !named) {
            return Optional.empty();
        }
        boolean openJ9 = !task.mapped("libj9jvm.so").isEmpty() || hotspot.contains("/j9vm/");
        String main = named ? JavaWords.of(words).main() : "";
        if (main.isEmpty()) {
            main = JvmDescriptions.main(task.pid());
        }
        return Optional.of(new RunningJvm(task.pid(), main.isEmpty() ? "?" : main, release(task, hotspot), !openJ9));
    }

    /** The JDK's file {@code release}, three folders above its libjvm.so. */
    private static String release(LinuxTask task, String library) {
        if (library.isEmpty()) {
            return "?";
        }
        Path home = Path.of(library).getParent().getParent().getParent();
        try {
            return Files.readAllLines(task.root().resolve("./" + home + "/release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
                    .findFirst()
                    .orElse("?");
        } catch (IOException e) {
            return "?";
        }
    }

    LinuxTask task() {
        return new LinuxTask(pid);
    }

    public int uid() {
        return task().uid();
    }

    /** Why it can't be attached to, and what to do; empty if nothing is known to forbid it. */
    public Optional<String> obstacle() {
        int self = new LinuxTask((int) ProcessHandle.current().pid()).uid();
        if (uid() != self && self != 0) {
            return Optional.of("it belongs to user " + uid() + ": run jftrace as that user, or as root");
        }
        if (!hotspot) {
            return Optional.of("it is an OpenJ9 JVM: only HotSpot's can be traced");
        }
        if (feature() > 0 && feature() < FIRST_TRACED) {
            return Optional.of("it is Java " + release + ": Java " + FIRST_TRACED + " or newer can be traced");
        }
        for (String option : options()) {
            if (option.equals("-XX:+DisableAttachMechanism") || option.equals("-XX:-EnableDynamicAgentLoading")) {
                return Optional.of("it was started with " + option
                        + ": start it without, or with 'jftrace record --jvm java ...'");
            }
        }
        return Optional.empty();
    }

    private int feature() {
        String first = release.split("[.+-]")[0];
        boolean old = release.startsWith("1.");
        return old ? 8 : first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : 0;
    }

    private List<String> options() {
        List<String> options =
                new ArrayList<>(JavaWords.of(task().commandLine()).options());
        for (String variable : OPTION_VARIABLES) {
            options.addAll(List.of(task().environment(variable).split("\\s+")));
        }
        return options;
    }

    /** The socket or FIFO by which its control files are reached, if the agent is in it and offers them. */
    Optional<Path> control() {
        for (String folder : controlFolders()) {
            Path file = inRoot(folder + "/jvm-" + task().ownPid() + "/control");
            if (Files.exists(file) && isItsOwn(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** In the order in which the agent would take them. */
    private List<String> controlFolders() {
        List<String> folders = new ArrayList<>();
        String runtime = task().environment("XDG_RUNTIME_DIR");
        if (runtime.startsWith("/")) {
            folders.add(runtime + "/jftrace");
        }
        folders.add("/run/user/" + uid() + "/jftrace");
        folders.add("/tmp/jftrace-" + uid());
        return folders;
    }

    /** A path of its, as seen from here. */
    Path inRoot(String path) {
        Path root = task().root();
        return sharesRoot() ? Path.of(path) : root.resolve("./" + path).normalize();
    }

    private boolean sharesRoot() {
        try {
            return Files.isSameFile(task().root().resolve("."), Path.of("/"))
                    && Files.isSameFile(task().proc().resolve("ns/mnt"), Path.of("/proc/self/ns/mnt"));
        } catch (IOException e) {
            return uid() == new LinuxTask((int) ProcessHandle.current().pid()).uid();
        }
    }

    /** A file that another user made there is not what it seems. */
    private boolean isItsOwn(Path file) {
        try {
            return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                    .equals(uid());
        } catch (IOException e) {
            return false;
        }
    }

    public boolean hasAgent() {
        return control().isPresent();
    }

    boolean isAlive() {
        return task().isThere();
    }
}
