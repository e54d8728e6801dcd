package dev.jftrace.record.jvm;

import dev.jftrace.event.EventStream;
import java.io.IOException;

/** Sees a recording while it runs. */
public interface LiveView {
    /**
     * Is given what one JVM called since the last time.
     *
     * @param jvm counts the JVMs of the recording, from 0
     * @param stream to be read to its end during the call
     */
    void show(int jvm, EventStream stream) throws IOException;
}
