package dev.jftrace.agent.control;

import java.nio.file.Files;
import java.nio.file.Path;

/** The process that takes the records out of the buffer. */
final class Recorder {
    static final Recorder NONE = new Recorder(0);

    private final long pid;

    private Recorder(long pid) {
        this.pid = pid;
    }

    /** @param pid 0 for one that does not say */
    static Recorder of(long pid) {
        return new Recorder(pid);
    }

    /** One that did not say its pid, or died, is as none. */
    boolean isThere() {
        return pid != 0 && Files.exists(Path.of("/proc/" + pid));
    }

    long pid() {
        return pid;
    }
}
