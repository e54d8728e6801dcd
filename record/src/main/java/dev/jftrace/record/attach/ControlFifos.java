package dev.jftrace.record.attach;

import dev.jftrace.tracefs.linux.Fifo;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A connection to a JVM that listens on a FIFO, as that of a Java without Unix sockets does: two more FIFOs, which have no names any
 * more once the agent has them open. They are made in the JVM's /tmp, in a folder of ours, where no other user can put others in their
 * place; not beside the FIFO on which it listens, as those are the program's user's, and we may be root.
 */
final class ControlFifos {
    private static final String REQUESTS = "requests";
    private static final String ANSWERS = "answers";
    private static final long LONGEST_WAIT_NS = 10_000_000_000L;

    private final RunningJvm jvm;
    private final Path folder;

    private ControlFifos(RunningJvm jvm, Path folder) {
        this.jvm = jvm;
        this.folder = folder;
    }

    /**
     * @param listening the JVM's FIFO
     * @return null if nobody listens
     * @throws IOException in words, if the JVM does not answer
     */
    static ControlConnection connect(RunningJvm jvm, Path listening) throws IOException {
        if (!isHeard(listening)) {
            return null;
        }
        Path tmp = jvm.inRoot("/tmp");
        if (!Files.isDirectory(tmp, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("JVM " + jvm.pid() + " can't be controlled: it has no folder /tmp");
        }
        Path folder = Files.createTempDirectory(tmp, ".jftrace-");
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new ControlFifos(jvm, folder).connect(listening);
        } finally {
            Files.deleteIfExists(folder.resolve(REQUESTS));
            Files.deleteIfExists(folder.resolve(ANSWERS));
            Files.deleteIfExists(folder);
        }
    }

    /** Nobody does, too, where the FIFO has gone meanwhile. */
    private static boolean isHeard(Path listening) throws IOException {
        try {
            return Fifo.isRead(listening);
        } catch (IOException e) {
            if (Files.exists(listening)) {
                throw e;
            }
            return false;
        }
    }

    private ControlConnection connect(Path listening) throws IOException {
        FileChannel requests = requests();
        FileInputStream answers = null;
        try {
            answers = answers();
            byte[] line = ("/tmp/" + folder.getFileName() + "\n").getBytes(StandardCharsets.UTF_8);
            if (!Fifo.write(listening, line)) {
                close(requests, answers);
                return null;
            }
            awaitGreeting(answers);
            return ControlConnection.byFifos(requests, answers.getChannel());
        } catch (IOException e) {
            close(requests, answers);
            throw e;
        }
    }

    /** To open one end waits for the other, so both are opened for a moment. */
    private FileChannel requests() throws IOException {
        Path file = made(REQUESTS);
        try (FileChannel both = both(file)) {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        }
    }

    private FileInputStream answers() throws IOException {
        Path file = made(ANSWERS);
        try (FileChannel both = both(file)) {
            return new FileInputStream(file.toFile());
        }
    }

    private static FileChannel both(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private Path made(String name) throws IOException {
        Path file = folder.resolve(name);
        Fifo.make(file);
        if (!Files.getAttribute(file, "unix:uid").equals(jvm.uid())) {
            Files.setAttribute(file, "unix:uid", jvm.uid(), LinkOption.NOFOLLOW_LINKS);
        }
        return file;
    }

    /** While nobody has the other end, a read would say that it has ended; so it is not read yet. */
    private void awaitGreeting(FileInputStream answers) throws IOException {
        long begun = System.nanoTime();
        while (answers.available() == 0) {
            if (!jvm.isAlive()) {
                throw new IOException("JVM " + jvm.pid() + " has ended");
            }
            if (System.nanoTime() - begun > LONGEST_WAIT_NS) {
                throw new IOException("JVM " + jvm.pid() + " does not answer: is it stopped?");
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void close(FileChannel requests, FileInputStream answers) throws IOException {
        requests.close();
        if (answers != null) {
            answers.close();
        }
    }
}
