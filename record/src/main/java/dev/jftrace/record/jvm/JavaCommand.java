package dev.jftrace.record.jvm;

import dev.jftrace.record.io.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command with the agent in it. {@code java} itself gets the option on its command line, so that nothing is printed; any other
 * program (a script, a build tool) gets it through {@code JAVA_TOOL_OPTIONS}, which every JVM below it reads and announces.
 */
final class JavaCommand {
    private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

    private JavaCommand() {}

    static Program with(String agentOption, Program program) {
        List<String> words = new ArrayList<>(program.words());
        Map<String, String> environment = new HashMap<>(program.environment());
        if (isJava(words.get(0))) {
            words.add(1, agentOption);
        } else {
            String before = System.getenv(OPTIONS);
            environment.put(OPTIONS, before == null ? agentOption : before + " " + agentOption);
        }
        return new Program(words, environment, program.user());
    }

    private static boolean isJava(String program) {
        return Path.of(program).getFileName().toString().equals("java");
    }
}
