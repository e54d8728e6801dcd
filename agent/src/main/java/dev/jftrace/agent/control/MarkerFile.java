package dev.jftrace.agent.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code trace_marker}: what is written stands in the trace as an event {@code print}. */
final class MarkerFile extends ControlFile {
    /** Bytes; longer ones are cut, as the kernel does. */
    private static final int LONGEST = 1024;

    private final Instance instance;

    MarkerFile(Instance instance) {
        this.instance = instance;
    }

    @Override
    OpenFile open(boolean truncate) {
        return new OpenFile() {
            @Override
            int write(byte[] bytes) throws IOException {
                int length = Math.min(bytes.length, LONGEST);
                mark(new String(bytes, 0, length, StandardCharsets.UTF_8).trim());
                return length;
            }
        };
    }

    private void mark(String text) throws IOException {
        if (!instance.options().isOn(TraceOptions.MARKERS)) {
            throw new ControlException(Errno.EINVAL, "the option markers is off");
        }
        if (instance.session() == null || !instance.isTracingOn()) {
            throw new ControlException(Errno.EBADF, "nothing is recorded now");
        }
        instance.session().markers().add(text);
    }
}
