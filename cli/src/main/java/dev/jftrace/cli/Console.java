package dev.jftrace.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints.
 *
 * @param out text that was asked for; unbuffered
 * @param err what went wrong, a line each
 */
record Console(OutputStream out, PrintStream err) {
    void print(String text) throws IOException {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }

    /** {@link #out}, whose failures say that nobody reads it any more. */
    OutputStream checked() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    throw new OutputClosedException(e);
                }
            }
        };
    }

    /** One that keeps the text to itself. */
    Console withoutText() {
        return new Console(OutputStream.nullOutputStream(), err);
    }

    /** One that keeps what went wrong to itself. */
    Console withoutWarnings() {
        return new Console(out, new PrintStream(OutputStream.nullOutputStream()));
    }

    /** Says something about what was done, with the command's name before it. */
    void say(String line) {
        err.println("jftrace: " + line);
    }
}
