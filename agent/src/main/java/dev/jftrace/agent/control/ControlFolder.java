package dev.jftrace.agent.control;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where this user's JVMs have their sockets or FIFOs: {@code jftrace} in $XDG_RUNTIME_DIR or /run/user/UID, else
 * {@code /tmp/jftrace-UID}. It is this user's, mode 0700, and no link: that is what keeps others from what is in it, and root is who
 * may pass.
 */
final class ControlFolder {
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private ControlFolder() {}

    /** The folder of this JVM, empty. @param pid as the JVM sees itself */
    static Path ofJvm(int pid) throws IOException {
        Path folder = made(ofUser(uid(Path.of("/proc/self")))).resolve("jvm-" + pid);
        clear(folder);
        return made(folder);
    }

    private static Path ofUser(int uid) throws IOException {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && runtime.startsWith("/") && isOurs(Path.of(runtime), uid)) {
            return Path.of(runtime, "jftrace");
        }
        Path usual = Path.of("/run/user/" + uid);
        return isOurs(usual, uid) ? usual.resolve("jftrace") : Path.of("/tmp/jftrace-" + uid);
    }

    private static int uid(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid");
    }

    private static boolean isOurs(Path folder, int uid) throws IOException {
        return Files.isDirectory(folder)
                && uid(folder) == uid
                && Files.getPosixFilePermissions(folder).equals(OWNER_ONLY);
    }

    private static Path made(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            int owner = (Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            boolean safe = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && owner == uid(Path.of("/proc/self"))
                    && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                            .equals(OWNER_ONLY);
            if (!safe) {
                throw new IOException(folder + ": expected a folder of this user's with mode 0700");
            }
        }
        return folder;
    }

    /** What a JVM left that had the same pid, but what it recorded: that is moved aside. */
    private static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder.resolve("control"));
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
                if (!left.iterator().hasNext()) {
                    return;
                }
            }
            Files.move(folder, folder.resolveSibling(folder.getFileName() + "-ended-" + System.currentTimeMillis()));
        }
    }
}
