package dev.jftrace.tracefs.hazard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is set in the instance that a write goes to. What can't be read is "". */
final class CurrentTracing {
    private static final int ENOUGH = 4096;

    private final Path root;

    /** @param root tracefs, or null where there is none: nothing is set */
    CurrentTracing(Path root) {
        this.root = root;
    }

    String tracer(ControlWrite write) {
        return beginning(write, "current_tracer").strip();
    }

    boolean hasFunctionFilter(ControlWrite write) {
        return beginning(write, "set_ftrace_filter").lines().anyMatch(line -> !line.startsWith("#"));
    }

    /** Whether ftrace gave up: from then on it is not to be trusted with another change. */
    boolean isCorrupted() {
        return root != null && beginning(root.resolve("trace")).contains("FUNCTION TRACING IS CORRUPTED");
    }

    private String beginning(ControlWrite write, String name) {
        if (root == null) {
            return "";
        }
        String file = write.file();
        String instance = file.substring(0, file.length() - write.name().length());
        return beginning(root.resolve(instance + name));
    }

    private static String beginning(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(ENOUGH), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
