package dev.jftrace.agent.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Held open by who records; so its death is noticed, however it died. One recorder at a time. */
final class RecorderFile extends ControlFile {
    private final Instance instance;
    private String pid = "";

    RecorderFile(Instance instance) {
        this.instance = instance;
    }

    @Override
    String read() {
        return pid;
    }

    @Override
    OpenFile open(boolean truncate) throws IOException {
        if (!pid.isEmpty()) {
            throw new ControlException(Errno.EBUSY, "process " + pid.trim() + " records this JVM already");
        }
        pid = "0\n";
        instance.recorded(true);
        return new Held();
    }

    private final class Held extends OpenFile {
        @Override
        int write(byte[] bytes) throws IOException {
            pid = Numeral.parse(new String(bytes, StandardCharsets.UTF_8)) + "\n";
            return bytes.length;
        }

        @Override
        void close() {
            pid = "";
            instance.recorded(false);
        }
    }
}
