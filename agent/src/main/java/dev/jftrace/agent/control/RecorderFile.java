package dev.jftrace.agent.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Says who records. Whoever does holds it open and writes his pid into it; so his death is noticed, however he died. One at a time.
 */
final class RecorderFile extends ControlFile {
    private final Instance instance;
    private Held held;

    RecorderFile(Instance instance) {
        this.instance = instance;
    }

    @Override
    String read() {
        return instance.recorder().isThere() || held != null
                ? instance.recorder().pid() + "\n"
                : "";
    }

    @Override
    OpenFile open(boolean truncate) throws IOException {
        if (held != null || instance.recorder().isThere()) {
            throw new ControlException(
                    Errno.EBUSY,
                    "process " + instance.recorder().pid() + " records this JVM already, or reads its trace_pipe");
        }
        held = new Held();
        return held;
    }

    private final class Held extends OpenFile {
        @Override
        int write(byte[] bytes) throws IOException {
            instance.recorder(Recorder.connected(Numeral.parse(new String(bytes, StandardCharsets.UTF_8))));
            return bytes.length;
        }

        @Override
        void close() {
            held = null;
            instance.recorder(Recorder.NONE);
        }
    }
}
