package dev.jftrace.cli;

import dev.jftrace.tracefs.ControlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What a control file says, as it is; that of a pipe as it comes. */
final class ControlText {
    private static final int PART = 1 << 16;

    private ControlText() {}

    static void print(ControlFile file, Console console) throws IOException {
        OutputStream out = console.checked();
        byte[] part = new byte[PART];
        try (InputStream in = file.open()) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                out.write(part, 0, count);
            }
        }
    }
}
