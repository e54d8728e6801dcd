package dev.jftrace.record.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which a recording and the JVMs that it traces meet, readable by its user alone: the agent's jar, the settings, one
 * folder per JVM, the lanes' spool files. It is deleted at the end; a recorder that is killed leaves it.
 */
final class SessionFolder implements AutoCloseable {
    private static final String AGENT = "jftrace-agent.jar";

    private final Path path;

    private SessionFolder(Path path) {
        this.path = path;
    }

    /** With what a JVM needs that is started with the agent. */
    static SessionFolder create(Path beside, JvmSettings settings) throws IOException {
        SessionFolder folder = create(beside);
        Files.write(folder.path.resolve("settings"), settings.lines());
        copyJar(AGENT, folder.path.resolve(AGENT));
        return folder;
    }

    /** For a recording of JVMs that run already: their agents have folders of their own. */
    static SessionFolder create(Path beside) throws IOException {
        if (isPlain(beside)) {
            Path path = temporary(beside);
            if (canShareMemory(path)) {
                return new SessionFolder(path);
            }
            Files.delete(path);
        }
        return new SessionFolder(temporary(Path.of(System.getProperty("java.io.tmpdir"))));
    }

    private static Path temporary(Path in) throws IOException {
        return Files.createTempDirectory(
                        in,
                        ".jftrace-",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                .toAbsolutePath();
    }

    /** The buffer is memory that the JVM shares with us through a file; not every file system of another machine's can do that. */
    private static boolean canShareMemory(Path folder) throws IOException {
        Path file = folder.resolve("shared");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1));
            try (Arena arena = Arena.ofConfined()) {
                channel.map(FileChannel.MapMode.READ_WRITE, 0, 1, arena);
                return true;
            } catch (IOException e) {
                return false;
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void copyJar(String name, Path to) throws IOException {
        try (InputStream jar = SessionFolder.class.getResourceAsStream("/" + name)) {
            if (jar == null) {
                throw new IOException(name + " is missing in this build of jftrace");
            }
            Files.copy(jar, to);
        }
    }

    /** The JVM takes the agent's jar up to the first "=", and its environment variable apart at blanks. */
    private static boolean isPlain(Path folder) {
        return folder.toAbsolutePath().toString().chars().noneMatch(c -> c == '=' || Character.isWhitespace(c));
    }

    /** What the {@code java} launcher is given. */
    String agentOption() {
        return "-javaagent:" + path.resolve(AGENT) + "=" + path;
    }

    /** For a program of another user: the agent in it makes its files here. */
    void giveTo(String user) throws IOException {
        UserPrincipal owner =
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.toList()) {
                Files.setOwner(each, owner);
            }
        }
    }

    /** The folders of the JVMs that have begun, in no order. */
    List<Path> jvms() throws IOException {
        List<Path> jvms = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "jvm-*")) {
            found.forEach(jvms::add);
        }
        return jvms;
    }

    /** The names in a JVM's folder, where they stay when that folder goes: in it, or in a copy. */
    Path keep(Path jvm) throws IOException {
        if (jvm.startsWith(path)) {
            return jvm;
        }
        Path kept = Files.createDirectory(kept(jvm));
        for (String name : List.of("functions", "tasks", "log")) {
            if (Files.exists(jvm.resolve(name))) {
                Files.copy(jvm.resolve(name), kept.resolve(name));
            }
        }
        try (DirectoryStream<Path> events = Files.newDirectoryStream(jvm, "{flight,events-*.jfr,markers}")) {
            for (Path file : events) {
                Files.copy(file, kept.resolve(file.getFileName().toString()));
            }
        }
        return kept;
    }

    /** Where {@link #keep} puts them. */
    Path kept(Path jvm) {
        return jvm.startsWith(path) ? jvm : path.resolve("names-" + jvm.getFileName());
    }

    Path spool(String name) {
        return path.resolve(name);
    }

    Path agentError() {
        return path.resolve("agent.error");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
