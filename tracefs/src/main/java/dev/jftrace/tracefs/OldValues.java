package dev.jftrace.tracefs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What a control file said before this process changed it: the value to put back. Read once a file, for the later ones are our own.
 */
final class OldValues {
    /** More than a filter of all of a kernel's functions. */
    private static final int LONGEST = 8 << 20;

    /** Reading these tells no setting: it consumes events, makes a long text, or is not possible. */
    private static final Set<String> NO_SETTING = Set.of(
            "trace",
            "trace_pipe",
            "trace_pipe_raw",
            "trace_marker",
            "trace_marker_raw",
            "free_buffer",
            "inject",
            "snapshot",
            "error_log");

    private final Set<Path> known = new HashSet<>();

    /** @return null if it is known from an earlier write, or there is none to know */
    synchronized String before(Path file, String how) {
        boolean setting = (how.equals("write") || how.equals("truncate"))
                && !NO_SETTING.contains(file.getFileName().toString());
        if (!setting || !known.add(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(LONGEST + 1);
            return text.length > LONGEST ? null : new String(text, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null; // a file may be for writing only; whether it takes the value is the write's affair
        }
    }
}
