package dev.jftrace.record.attach;

import dev.jftrace.record.jfr.FlightFolder;
import dev.jftrace.tracefs.linux.Fifo;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a JVM of this user left that is gone: the folder {@code jvm-PID} of its control files. Where a buffer is in it, somebody may want
 * what it recorded, so it stays until that is asked to go; one without goes when somebody looks.
 */
public final class LeftJvm {
    private static final LinkOption AS_IT_IS = LinkOption.NOFOLLOW_LINKS;

    /** A JVM may be about to make the file that says so. */
    private static final long YOUNG_MS = 10_000;

    private final Path folder;

    private LeftJvm(Path folder) {
        this.folder = folder;
    }

    /** Those that recorded something; what others left goes. */
    public static List<LeftJvm> all() {
        List<LeftJvm> left = new ArrayList<>();
        for (Path place : places()) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(place, "jvm-*")) {
                for (Path folder : folders) {
                    if (isOurs(folder) && isGone(folder)) {
                        keepOrRemove(new LeftJvm(folder), left);
                    }
                }
            } catch (IOException e) {
                // what can't be looked into stays
            }
        }
        left.sort(Comparator.comparing(LeftJvm::name));
        return left;
    }

    private static void keepOrRemove(LeftJvm each, List<LeftJvm> left) throws IOException {
        if (each.session().isPresent()) {
            left.add(each);
        } else {
            each.remove();
        }
    }

    /** Of a JVM that is named by its pid, where none runs that has it now. */
    public static Optional<LeftJvm> ofGone(String pid) {
        if (!pid.matches("[0-9]{1,9}") || Files.exists(Path.of("/proc", pid))) {
            return Optional.empty();
        }
        return all().stream().filter(left -> left.name().equals("jvm-" + pid)).findFirst();
    }

    /** Where agents of this user's JVMs have their folders; not a link, and nobody else's. */
    private static Set<Path> places() {
        LinuxTask self = new LinuxTask((int) ProcessHandle.current().pid());
        Set<Path> places = new LinkedHashSet<>();
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && runtime.startsWith("/")) {
            places.add(Path.of(runtime, "jftrace"));
        }
        places.add(Path.of("/run/user/" + self.uid() + "/jftrace"));
        places.add(Path.of("/tmp/jftrace-" + self.uid()));
        places.removeIf(place -> !isOurs(place));
        return places;
    }

    private static boolean isOurs(Path folder) {
        try {
            int self = new LinuxTask((int) ProcessHandle.current().pid()).uid();
            return Files.isDirectory(folder, AS_IT_IS)
                    && Files.getAttribute(folder, "unix:uid", AS_IT_IS).equals(self)
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, AS_IT_IS))
                            .equals("rwx------");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A JVM in a container may have any pid here, so its socket or FIFO is asked. Without one it is that it ended in order, or is
     * only beginning.
     */
    private static boolean isGone(Path folder) throws IOException {
        Path control = folder.resolve("control");
        if (Files.exists(control, AS_IT_IS)) {
            return !isHeard(control);
        }
        String pid = folder.getFileName().toString().replaceFirst("^jvm-([0-9]+).*", "$1");
        long age = System.currentTimeMillis()
                - Files.getLastModifiedTime(folder, AS_IT_IS).toMillis();
        return age > YOUNG_MS && !Files.exists(Path.of("/proc", pid));
    }

    private static boolean isHeard(Path control) {
        if (Fifo.isOne(control)) {
            return isRead(control);
        }
        try (ControlConnection there = ControlConnection.toSocket(control)) {
            return true;
        } catch (IOException e) {
            return Files.exists(control, AS_IT_IS) && !isRefused(e);
        }
    }

    private static boolean isRead(Path fifo) {
        try {
            return Fifo.isRead(fifo);
        } catch (IOException e) {
            return Files.exists(fifo, AS_IT_IS);
        }
    }

    /** Nobody listens; what else goes wrong says nothing of who may. */
    private static boolean isRefused(IOException e) {
        return String.valueOf(e.getMessage()).contains("Connection refused");
    }

    /** As {@code jvm-4711}. */
    public String name() {
        return folder.getFileName().toString();
    }

    public Path folder() {
        return folder;
    }

    /** The folder of its last buffer; empty if it has none. */
    public Optional<Path> session() {
        try (Stream<Path> sessions = Files.list(folder)) {
            return sessions.filter(session -> Files.isRegularFile(session.resolve("buffer"), AS_IT_IS))
                    .max(Comparator.comparing(LeftJvm::number));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int number(Path session) {
        String digits = session.getFileName().toString().replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 9 ? 0 : Integer.parseInt(digits);
    }

    /** All of it, and what its flight recorder kept for us alone. No link is followed. */
    public void remove() throws IOException {
        Optional<Path> session = session();
        if (session.isPresent()) {
            new FlightFolder(session.get()).removeRepository();
        }
        removeTree(folder);
    }

    static void removeTree(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
