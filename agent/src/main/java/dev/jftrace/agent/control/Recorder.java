package dev.jftrace.agent.control;

import java.nio.file.Files;
import java.nio.file.Path;

/** The process that takes the records out of the buffer. */
final class Recorder {
    static final Recorder NONE = new Recorder(0, false);

    private final long pid;
    private final boolean held;

    private Recorder(long pid, boolean held) {
        this.pid = pid;
        this.held = held;
    }

    /** One whose connection tells that it is there; its pid may be another here, as with one outside of a container. */
    static Recorder connected(long pid) {
        return new Recorder(pid, true);
    }

    /** @param pid 0 for one that does not say */
    static Recorder of(long pid) {
        return new Recorder(pid, false);
    }

    /** One that did not say its pid, or died, is as none. */
    boolean isThere() {
        return held || pid != 0 && Files.exists(Path.of("/proc/" + pid));
    }

    long pid() {
        return pid;
    }
}
