package dev.jftrace.agent.control;

import dev.jftrace.agent.code.FilterSyntaxException;
import dev.jftrace.agent.code.MistypedFilters;
import dev.jftrace.agent.code.TracedClasses;
import dev.jftrace.agent.hook.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells the recorder of filters that seem mistyped, before the program's main class runs: the file {@code early} of the session, a line
 * for each, which the recorder deletes when it has told its user.
 */
final class EarlyWarning {
    private static final long LONGEST_WAIT_NS = 1_000_000_000L;
    private static final long NAP_MS = 2;

    private EarlyWarning() {}

    static void tell(Session session, TracedClasses classes, Recorder recorder) {
        if (MistypedFilters.isCompiledAtStart()) {
            return;
        }
        try {
            StringBuilder text = new StringBuilder();
            for (MistypedFilters.Found found : classes.mistyped()) {
                List<String> near = new NearNames(found.wanted()).among(found.names());
                text.append('\'').append(found.line()).append("' ").append(found.reason());
                text.append(near.isEmpty() ? "" : "; near: " + String.join(", ", near))
                        .append('\n');
            }
            if (text.length() > 0) {
                tell(session.folder(), text.toString(), recorder);
            }
        } catch (IOException | FilterSyntaxException | RuntimeException e) {
            session.log().error("looking for mistyped filters: " + e);
        }
    }

    /** Where nobody reads it, or reads it late, the program begins all the same. */
    private static void tell(Path folder, String text, Recorder recorder) throws IOException {
        Path written = Files.write(folder.resolve("early.new"), text.getBytes(StandardCharsets.UTF_8));
        Path file = Files.move(written, folder.resolve("early"));
        long begun = System.nanoTime();
        try {
            while (Files.exists(file) && recorder.isThere() && System.nanoTime() - begun < LONGEST_WAIT_NS) {
                Thread.sleep(NAP_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
