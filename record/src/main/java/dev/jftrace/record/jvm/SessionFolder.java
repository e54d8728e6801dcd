package dev.jftrace.record.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    static SessionFolder create(Path beside, JvmSettings settings) throws IOException {
        Path path = Files.createTempDirectory(
                isPlain(beside) ? beside : Path.of(System.getProperty("java.io.tmpdir")),
                ".jftrace-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        SessionFolder folder = new SessionFolder(path.toAbsolutePath());
        Files.write(folder.path.resolve("settings"), settings.lines());
        try (InputStream jar = SessionFolder.class.getResourceAsStream("/" + AGENT)) {
            if (jar == null) {
                throw new IOException(AGENT + " is missing in this build of jftrace");
            }
            Files.copy(jar, folder.path.resolve(AGENT));
        }
        return folder;
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
