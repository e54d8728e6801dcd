package dev.jftrace.record.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where a recording's JVMs come from, if not from the program that it starts: the agent is in them already. */
public interface TracedJvms {
    /** The folders of their buffers and names. */
    List<Path> folders() throws IOException;

    /** Whether there may be more to record. */
    boolean isRunning();

    /** Nothing more is recorded; the buffers still stand. */
    void stop() throws IOException;

    /** All is taken that was recorded: what JVMs that are gone left of it may go. */
    default void taken() throws IOException {}

    /** All is taken that was recorded: lets go of the JVMs. Nothing happens if that was done. */
    void leave() throws IOException;
}
