package dev.jftrace.agent.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A file of one value: each write sets it as a whole, and O_TRUNC means nothing. */
abstract class ValueFile extends ControlFile {
    abstract void set(String written) throws IOException;

    @Override
    final OpenFile open(boolean truncate) {
        return new Value();
    }

    private final class Value extends OpenFile {
        @Override
        int write(byte[] bytes) throws IOException {
            set(new String(bytes, StandardCharsets.UTF_8));
            return bytes.length;
        }
    }
}
