package dev.jftrace.record.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings the agent into a running JVM. The jars lie in its /tmp only meanwhile; no other user can change them there. */
final class AgentLoader {
    private static final String ATTACH = "jftrace-attach.jar";
    private static final String AGENT = "jftrace-agent.jar";
    private static final String ANSWER = "answer";

    private final RunningJvm jvm;

    private AgentLoader(RunningJvm jvm) {
        this.jvm = jvm;
    }

    /** @throws IOException in words, with what to do, if the JVM can't be attached to */
    static void load(RunningJvm jvm) throws IOException {
        Optional<String> obstacle = jvm.obstacle();
        if (obstacle.isPresent()) {
            throw new IOException("can't attach to JVM " + jvm.pid() + ": " + obstacle.get());
        }
        new AgentLoader(jvm).load();
    }

    private void load() throws IOException {
        Path tmp = jvm.inRoot("/tmp");
        if (!Files.isDirectory(tmp, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("can't attach to JVM " + jvm.pid() + ": it has no folder /tmp");
        }
        Path folder = Files.createTempDirectory(
                tmp, ".jftrace-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            copy(ATTACH, folder);
            copy(AGENT, folder);
            Path answer = Files.createFile(folder.resolve(ANSWER));
            if (!Files.getAttribute(answer, "unix:uid").equals(jvm.uid())) {
                Files.setAttribute(answer, "unix:uid", jvm.uid());
            }
            attach("/tmp/" + folder.getFileName());
            String said = Files.readString(answer);
            if (!said.isEmpty()) {
                throw new IOException("JVM " + jvm.pid() + ": the agent could not begin: " + said.strip());
            }
        } finally {
            delete(folder);
        }
    }

    private static void copy(String name, Path folder) throws IOException {
        try (InputStream jar = AgentLoader.class.getResourceAsStream("/" + name)) {
            if (jar == null) {
                throw new IOException(name + " is missing in this build of jftrace");
            }
            Path file = folder.resolve(name);
            Files.copy(jar, file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** @param folder as the JVM names it */
    private void attach(String folder) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Integer.toString(jvm.pid()));
            try {
                machine.loadAgent(folder + "/" + ATTACH, folder + "/" + AGENT + "\t" + folder + "/" + ANSWER);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("can't attach to JVM " + jvm.pid() + ": " + e.getMessage(), e);
        } catch (AgentLoadException | AgentInitializationException e) {
            throw new IOException("JVM " + jvm.pid() + " does not take the agent: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 1, new FileVisitOption[0])) {
            for (Path each : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
