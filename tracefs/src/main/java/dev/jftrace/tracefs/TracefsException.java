package dev.jftrace.tracefs;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/**
 * A control file refused: says which, what was to be written, and why. Where the kernel wrote into its {@code error_log} what is
 * wrong with the value, the message goes on with those lines, the caret below the place; so it may have several lines.
 */
public final class TracefsException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 200;

    private final String file;
    private final String value;
    private final Errno errno;

    /** @param value null for a read */
    TracefsException(String file, String value, IOException cause) {
        this(file, value, cause, "", List.of());
    }

    /**
     * @param value null for a read
     * @param after what became of the file, or ""
     * @param log lines of the error_log that this write made
     */
    TracefsException(String file, String value, IOException cause, String after, List<String> log) {
        super(message(file, value, cause, after, log), cause);
        this.file = file;
        this.value = value;
        this.errno = Errno.of(root(cause)).orElse(null);
    }

    /** A file that took a value, and holds another. */
    TracefsException(String file, String value, String held) {
        super(file + ": writing '" + shown(value) + "': the kernel took it, but the file says '" + shown(held) + "'");
        this.file = file;
        this.value = value;
        this.errno = null;
    }

    private static String message(String file, String value, IOException cause, String after, List<String> log) {
        String what = value == null ? "" : "writing '" + shown(value) + "': ";
        String told = log.isEmpty() ? "" : "\n" + String.join("\n", log);
        return file + ": " + what + reason(file, value, cause) + after + told;
    }

    private static String shown(String value) {
        String line = value.strip().replace("\n", "\\n");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }

    private static IOException root(IOException e) {
        return e instanceof TokenException && e.getCause() instanceof IOException cause ? cause : e;
    }

    private static String reason(String file, String value, IOException failure) {
        IOException cause = root(failure);
        String token =
                failure instanceof TokenException refused && !refused.token().equals(value)
                        ? "'" + refused.token() + "': "
                        : "";
        Optional<Errno> errno = Errno.of(cause);
        if (errno.isEmpty()) {
            return token + words(cause);
        }
        return token
                + switch (errno.get()) {
                    case ENOENT ->
                        value == null || !takesDefinitions(file)
                                ? "there is no such file"
                                : "it names something that is not there (ENOENT)";
                    case EACCES -> "permission denied (EACCES); tracing needs root: sudo jftrace ...";
                    case EPERM ->
                        "not permitted (EPERM): as root, the kernel's lockdown or a policy forbids it"
                                + " (see /sys/kernel/security/lockdown)";
                    case EBUSY -> "busy (EBUSY)" + (file.endsWith("/current_tracer") ? ": " + READERS : "");
                    default ->
                        errno.get().words() + " (" + errno.get() + ")"
                                + (errno.get() == Errno.EINVAL && takesFunctions(file) ? NO_FUNCTION : "");
                };
    }

    private static final String READERS =
            "while somebody reads trace_pipe or trace_pipe_raw the tracer can't be changed";

    private static final String NO_FUNCTION =
            ": no such function can be traced; 'jftrace list -f' names those that can";

    private static boolean takesFunctions(String file) {
        return file.matches(".*/set_(ftrace_filter|ftrace_notrace|graph_function|graph_notrace)");
    }

    private static boolean takesDefinitions(String file) {
        return file.endsWith("_events");
    }

    private static String words(IOException cause) {
        return cause instanceof FileSystemException other && other.getReason() != null
                ? other.getReason()
                : cause.getMessage();
    }

    public String file() {
        return file;
    }

    /** @return null for a read */
    public String value() {
        return value;
    }

    /** Which error the kernel gave; empty if the refusal is not one of its errors. */
    public Optional<Errno> errno() {
        return Optional.ofNullable(errno);
    }
}
