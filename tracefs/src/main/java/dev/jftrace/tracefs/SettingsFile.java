package dev.jftrace.tracefs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@link SavedSettings} remembers, on the disk before the change: {@code settings-PID-START} beside the journal. Readable by
 * its owner alone. One line each, TAB between the columns, backslashes before TAB, newline and backslash:
 *
 * <pre>
 * jftrace-settings 1  BOOT-ID  PID  START (ms since 1970)  ROOT OF THE TREE
 * KIND  FILE  VALUE
 * </pre>
 */
public final class SettingsFile {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String MAGIC = "jftrace-settings 1";
    private static final int HEADER_COLUMNS = 5;
    private static final long LARGEST = 64L << 20;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final Path root;
    private FileChannel channel;

    private SettingsFile(Path path, Path root) {
        this.path = path;
        this.root = root;
    }

    /**
     * That of this process; it is made with the first setting.
     *
     * @param folder the journal's
     * @param root where the tree is mounted
     */
    public static SettingsFile in(Path folder, Path root) {
        ProcessHandle self = ProcessHandle.current();
        String name = "settings-" + self.pid() + "-" + started(self) + "-" + root.getFileName();
        return new SettingsFile(folder.resolve(name), root);
    }

    /** That of this process for another tree. */
    SettingsFile of(Tracefs other) {
        return in(path.getParent(), Path.of(other.root()));
    }

    /** Beside the journal: root's on this machine, or that of a user to whom tracefs was given. It is made with the first file. */
    public static Path folder() throws IOException {
        Path folder = System.getProperty("user.name").equals("root")
                ? Path.of("/var/lib/jftrace/settings")
                : Path.of(System.getProperty("user.home"), ".local/state/jftrace/settings");
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            requireOwnerOnly(folder);
        }
        return folder;
    }

    private static void requireOwnerOnly(Path folder) throws IOException {
        if (!Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
            throw new IOException(
                    folder + ": expected a folder with mode rwx------: whoever else can write there says what"
                            + " root writes into the kernel");
        }
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String bootId() throws IOException {
        return Files.readString(BOOT_ID).strip();
    }

    void append(List<Setting> settings) throws IOException {
        StringBuilder lines = new StringBuilder();
        if (channel == null) {
            Files.createDirectories(path.getParent(), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            channel = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            ProcessHandle self = ProcessHandle.current();
            lines.append(String.join(
                            "\t",
                            MAGIC,
                            bootId(),
                            Long.toString(self.pid()),
                            Long.toString(started(self)),
                            root.toString()))
                    .append('\n');
        }
        for (Setting setting : settings) {
            lines.append(setting.kind())
                    .append('\t')
                    .append(escaped(setting.file()))
                    .append('\t')
                    .append(escaped(setting.value()))
                    .append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    void delete() throws IOException {
        if (channel != null) {
            channel.close();
        }
        Files.deleteIfExists(path);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /**
     * What a process left behind.
     *
     * @param running whether the process still runs, and will put back what it changed
     * @param rebooted whether the machine was started again since, so that nothing of it holds any more
     * @param root where the tree was
     */
    public record Left(Path path, long pid, boolean running, boolean rebooted, Path root, List<String> files) {}

    /** What processes left in a folder, oldest first. */
    public static List<Left> left(Path folder) throws IOException {
        List<Left> all = new ArrayList<>();
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return all;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "settings-*")) {
            for (Path path : files) {
                if (lines(path).isEmpty()) {
                    Files.delete(path); // its first line was not yet written, so nothing was changed
                } else {
                    all.add(read(path));
                }
            }
        }
        all.sort((a, b) -> a.path().compareTo(b.path()));
        return all;
    }

    private static Left read(Path path) throws IOException {
        List<String> lines = lines(path);
        String[] header = lines.getFirst().split("\t", -1);
        if (header.length != HEADER_COLUMNS
                || !header[0].equals(MAGIC)
                || !header[2].matches("\\d{1,9}")
                || !header[3].matches("\\d{1,18}")) {
            throw new IOException(
                    path + ": no saved settings of this version; the first line is not that of '" + MAGIC + "'");
        }
        long pid = Long.parseLong(header[2]);
        boolean rebooted = !header[1].equals(bootId());
        boolean running = !rebooted
                && ProcessHandle.of(pid)
                        .filter(process -> started(process) == Long.parseLong(header[3]))
                        .isPresent();
        return new Left(
                path,
                pid,
                running,
                rebooted,
                Path.of(header[4]),
                settings(lines).stream().map(Setting::file).toList());
    }

    private static List<String> lines(Path path) throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new IOException(path + ": too large for saved settings: " + Files.size(path) + " bytes");
        }
        String text = Files.readString(path);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList(); // a torn last line was not acted on
    }

    private static List<Setting> settings(List<String> lines) {
        List<Setting> settings = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] columns = line.split("\t", -1);
            if (columns.length == 3) {
                for (SettingKind kind : SettingKind.values()) {
                    if (kind.name().equals(columns[0])) {
                        settings.add(new Setting(kind, unescaped(columns[1]), unescaped(columns[2])));
                    }
                }
            }
        }
        return settings;
    }

    /** Puts back what was left, and forgets it. */
    public static void restore(Left left, Tracefs tracefs) throws IOException {
        SavedSettings.ofDead(tracefs, settings(lines(left.path()))).restore();
        forget(left);
    }

    public static void forget(Left left) throws IOException {
        Files.deleteIfExists(left.path());
    }
}
