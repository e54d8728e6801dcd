package dev.jftrace.agent.control;

import java.io.IOException;

/**
 * {@code snapshot}: 1 copies the buffer, 0 and 2 drop the copy. The kernel swaps two buffers; here the copy is a file beside the
 * buffer, with links to the names, so that it reads as a session of its own.
 */
final class SnapshotFile extends ValueFile {
    private final Instance instance;

    SnapshotFile(Instance instance) {
        this.instance = instance;
    }

    @Override
    void set(String written) throws IOException {
        long value = Numeral.parse(written);
        if (value == 1) {
            instance.snapshot();
        } else {
            instance.dropSnapshot();
        }
    }
}
