package dev.jftrace.record.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command with the agent in it. {@code java} itself gets the option on its command line, so that nothing is printed; any other
 * program (a script, a build tool) gets it through {@code JAVA_TOOL_OPTIONS}, which every JVM below it reads and announces.
 */
final class JavaCommand {
    private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

    private JavaCommand() {}

    static Process start(List<String> command, String agentOption) throws IOException {
        requireExecutable(command.get(0));
        List<String> words = new ArrayList<>(command);
        ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
        if (isJava(command.get(0))) {
            words.add(1, agentOption);
        } else {
            Map<String, String> environment = builder.environment();
            environment.merge(OPTIONS, agentOption, (before, agent) -> before + " " + agent);
        }
        return builder.start();
    }

    private static boolean isJava(String program) {
        return Path.of(program).getFileName().toString().equals("java");
    }

    private static void requireExecutable(String program) throws IOException {
        if (program.contains("/")) {
            if (!Files.isExecutable(Path.of(program))) {
                throw new IOException("cannot run " + program + ": no such program");
            }
            return;
        }
        for (String folder :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return;
            }
        }
        throw new IOException("cannot run " + program + ": not found in PATH");
    }
}
