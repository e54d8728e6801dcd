package dev.jftrace.tracefs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the journal lies: files with rising numbers, of which the last is written. Only its owner may enter, because whoever can put a
 * file or a link here makes root write where he wants.
 */
final class JournalFolder {
    /** A file that is larger gets a successor. */
    static final long FILE_BYTES = 1 << 20;

    static final int FILES = 8;

    private static final Path OF_ROOT = Path.of("/var/lib/jftrace/journal");
    private static final String NAME = "\\d{6}\\.journal";

    private final Path folder;

    JournalFolder(Path folder) {
        this.folder = folder;
    }

    /** Root's is the machine's; anybody else's, who was given tracefs, is his own. */
    static Path ofThisUser() {
        return System.getProperty("user.name").equals("root")
                ? OF_ROOT
                : Path.of(System.getProperty("user.home"), ".local/state/jftrace/journal");
    }

    /** Oldest first; none where there is no folder. */
    List<Path> files() throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(NAME))
                    .sorted()
                    .toList();
        }
    }

    /** The last file, or a new one where there is none yet or that one is large. It only grows. */
    FileChannel open() throws IOException {
        make();
        List<Path> files = files();
        if (files.isEmpty() || Files.size(files.getLast()) >= FILE_BYTES) {
            create(files.isEmpty() ? 1 : number(files.getLast()) + 1);
            files = files();
            for (Path old : files.subList(0, Math.max(0, files.size() - FILES))) {
                Files.delete(old);
            }
        }
        return FileChannel.open(files.getLast(), Set.of(StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS));
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.indexOf('.')));
    }

    private void create(int number) throws IOException {
        try {
            FileChannel.open(
                            folder.resolve(String.format("%06d.journal", number)),
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    .close();
        } catch (FileAlreadyExistsException e) {
            return; // another process was faster
        }
        sync();
    }

    private void make() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder.getParent());
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                // Another process was faster; what it made is looked at like any other.
            }
        }
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean others = found.permissions().stream()
                .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
        if (!found.isDirectory()
                || others
                || !found.permissions().contains(PosixFilePermission.OWNER_WRITE)
                || !found.owner().getName().equals(System.getProperty("user.name"))) {
            throw new IOException(folder + ": expected a folder of " + System.getProperty("user.name")
                    + " with mode rwx------, found " + (found.isDirectory() ? "a folder of " : "something else, of ")
                    + found.owner().getName() + " with mode " + PosixFilePermissions.toString(found.permissions())
                    + ": the journal of control writes is kept nowhere else");
        }
    }

    /** A new file is lost in a crash unless its folder is on the disk too. */
    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
        try (FileChannel channel = FileChannel.open(folder.getParent(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
