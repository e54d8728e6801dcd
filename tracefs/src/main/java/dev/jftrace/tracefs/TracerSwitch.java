package dev.jftrace.tracefs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a tracer's name into {@code current_tracer} by exactly the system calls of a C program, or of a shell's echo: the experiment
 * of docs/the-crash.md.
 */
public final class TracerSwitch {
    private static final String FILE = "current_tracer";

    /** Whose system calls. */
    public enum Form {
        /** open(O_WRONLY), write of the name, close. */
        PROGRAM,
        /** open(O_WRONLY|O_TRUNC), write of the name and a newline, close. A shell's O_CREAT is left out: the file is there. */
        ECHO
    }

    /**
     * How it went.
     *
     * @param calls the system calls, as strace would show them
     * @param before what current_tracer said
     * @param after what it says now
     * @param failure what the kernel, or the hazard check, answered; null if the write went through
     * @param nanos from before the open until after the close, and the two entries of the journal
     */
    public record Outcome(String calls, String asked, String before, String after, IOException failure, long nanos) {
        /** Whether the kernel did what was asked, and said so. */
        public boolean isAsAsked() {
            return failure == null && after.equals(asked);
        }
    }

    private final Tracefs tracefs;
    private final Form form;

    public TracerSwitch(Tracefs tracefs, Form form) {
        this.tracefs = tracefs;
        this.form = form;
    }

    public Outcome to(String tracer) throws IOException {
        String before = tracefs.file(FILE).read().strip();
        boolean echo = form == Form.ECHO;
        byte[] bytes = (echo ? tracer + "\n" : tracer).getBytes(StandardCharsets.UTF_8);
        IOException failure = null;
        long begin = System.nanoTime();
        try {
            tracefs.tree().write(FILE, bytes, echo);
        } catch (IOException e) {
            failure = e;
        }
        long nanos = System.nanoTime() - begin;
        return new Outcome(
                calls(tracer, bytes.length),
                tracer,
                before,
                tracefs.file(FILE).read().strip(),
                failure,
                nanos);
    }

    private String calls(String tracer, int length) {
        return form == Form.ECHO
                ? "open(O_WRONLY|O_TRUNC) write(\"" + tracer + "\\n\", " + length + ") close"
                : "open(O_WRONLY) write(\"" + tracer + "\", " + length + ") close";
    }
}
