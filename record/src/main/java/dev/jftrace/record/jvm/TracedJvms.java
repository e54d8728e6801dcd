package dev.jftrace.record.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The JVMs of a recording, and how long it goes on: those that a command starts, or one that runs already. */
public interface TracedJvms {
    /** The folders of those whose agents have begun, in no order. */
    List<Path> folders() throws IOException;

    /** Whether there is more to record. */
    boolean isRunning();

    /** Waits until that may have changed, but no longer than so many milliseconds. */
    void await(long ms) throws InterruptedException;

    /** From a thread of its own: the user wants it to end. Waits for as long as that needs. */
    void end() throws InterruptedException;

    /** Nothing more is recorded; the buffers still stand. */
    void stop() throws IOException, InterruptedException;

    /**
     * All is taken that was recorded: lets go of the JVMs.
     *
     * @return the exit status of the command that was run, 128 + n where signal n ended it; 0 without a command
     */
    int leave() throws IOException, InterruptedException;

    /** Where an agent that could not start says why, if it says it in a file; that need not exist. */
    Optional<Path> agentError();
}
