package dev.jftrace.record.attach;

import dev.jftrace.tracefs.linux.Fifo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A running JVM with the agent in it, and the connection to its control files. */
public final class AttachedJvm implements AutoCloseable {
    private static final String RECORDER = "recorder";

    private final RunningJvm jvm;
    private final ControlConnection connection;
    private boolean isNew;

    private AttachedJvm(RunningJvm jvm, ControlConnection connection) {
        this.jvm = jvm;
        this.connection = connection;
    }

    /** Brings the agent in if it is not there. */
    public static AttachedJvm to(RunningJvm jvm) throws IOException {
        LeftJvm.all(); // what others left without a buffer goes
        AttachedJvm there = connected(jvm);
        if (there != null) {
            return there;
        }
        AgentLoader.load(jvm);
        there = connected(jvm);
        if (there != null) {
            there.isNew = true;
        } else {
            throw new IOException("JVM " + jvm.pid() + ": the agent is in it, but its control files are not there: if"
                    + " an older jftrace left it, restart the program");
        }
        return there;
    }

    /** @throws IOException if the agent is not in it */
    public static AttachedJvm traced(RunningJvm jvm) throws IOException {
        AttachedJvm there = connected(jvm);
        if (there == null) {
            throw new IOException("JVM " + jvm.pid() + " (" + jvm.main() + ") is not traced: begin with 'jftrace start"
                    + " --jvm=" + jvm.pid() + " -p function_graph'");
        }
        return there;
    }

    /**
     * Of the agent that listens; null if there is none: its file may be left of a JVM that was killed.
     *
     * @throws IOException if it listens, and does not answer
     */
    private static AttachedJvm connected(RunningJvm jvm) throws IOException {
        Optional<Path> file = jvm.control();
        ControlConnection connection = file.isEmpty() ? null : connection(jvm, file.get());
        return connection == null ? null : new AttachedJvm(jvm, connection);
    }

    private static ControlConnection connection(RunningJvm jvm, Path file) throws IOException {
        if (Fifo.isOne(file)) {
            return ControlFifos.connect(jvm, file);
        }
        try {
            return ControlConnection.toSocket(file);
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether the agent was brought in for this connection. */
    boolean isNew() {
        return isNew;
    }

    public int pid() {
        return jvm.pid();
    }

    ControlConnection connection() {
        return connection;
    }

    boolean isAlive() {
        return jvm.isAlive();
    }

    public String read(String name) throws IOException {
        return connection.ask("read", name).strip();
    }

    /** One write of a value, with its newline. */
    public void write(String name, String value) throws IOException {
        connection.write(name, (value + "\n").getBytes(StandardCharsets.UTF_8), false);
    }

    /** As {@link #write}; what was set goes first. */
    public void replace(String name, String value) throws IOException {
        byte[] bytes = (value.isEmpty() ? "" : value + "\n").getBytes(StandardCharsets.UTF_8);
        connection.write(name, bytes, true);
    }

    /** The folder of its buffer and names, as seen from here; empty while it has none. */
    public Optional<Path> session() throws IOException {
        String folder = read("session");
        return folder.isEmpty() ? Optional.empty() : Optional.of(jvm.inRoot(folder));
    }

    /**
     * Holds the file that one process can hold, so that the agent notices when that dies: until {@link #giveBackRecorder} or the
     * connection's end.
     *
     * @throws ControlRefusedException EBUSY where another one does
     */
    void takeRecorder() throws IOException {
        connection.ask("open", RECORDER);
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        connection.ask("write", RECORDER, pid);
    }

    void giveBackRecorder() throws IOException {
        connection.ask("close", RECORDER);
    }

    /** Makes the program as it was before the agent came. */
    public void detach() throws IOException {
        write("detach", "1");
        connection.awaitEnd();
    }

    /** Only the connection: the JVM goes on as it is. */
    @Override
    public void close() throws IOException {
        connection.close();
    }
}
