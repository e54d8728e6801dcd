package dev.jftrace.it;

import dev.jftrace.testkit.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command as a user starts it: through the launcher at the root of the checkout. */
final class Jftrace {
    private static final Path LAUNCHER = ArchitectureTest.root().resolve("jftrace");

    private Jftrace() {}

    static Run run(Path folder, String... words) {
        return Run.of(folder, Map.of("TMPDIR", folder.toString()), command(words));
    }

    static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(words));
        return command;
    }
}
