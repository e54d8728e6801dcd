package dev.jftrace.record.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program to record: its words, and what its environment is to have beside ours. Its input, output and terminal are ours.
 *
 * @param user whose it is to be; null for ours
 */
public record Program(List<String> words, Map<String, String> environment, User user) {
    /**
     * The shell is the program's process until it becomes the program: same pid, same terminal, same standard files. It reads the
     * gate from a descriptor of its own, and ends if the recorder dies before opening it.
     */
    private static final String HOLD = "{ read -r _ <\"$0\"; } 2>/dev/null || exit 126; exec \"$@\"";

    /** The gate is ours, so it is opened before the process becomes the other user's. */
    private static final String HOLD_AS_USER = "exec 9<\"$0\"; u=$1 g=$2; shift 2;"
            + " exec setpriv --reuid=\"$u\" --regid=\"$g\" --init-groups --"
            + " sh -c 'read -r _ <&9 || exit 126; exec 9<&-; exec \"$@\"' sh \"$@\"";

    public Program {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public static Program of(List<String> words) {
        return new Program(words, Map.of(), null);
    }

    public Program as(User other) {
        return new Program(words, environment, other);
    }

    /**
     * Starts it, but lets it run none of its code before {@link HeldProgram#release}.
     *
     * @throws IOException if there is no such program
     */
    public HeldProgram hold() throws IOException {
        requireExecutable(words.get(0));
        return HeldProgram.start(this);
    }

    /**
     * Starts it.
     *
     * @throws IOException if there is no such program
     */
    public Process start() throws IOException {
        if (user != null) {
            HeldProgram held = hold();
            held.release();
            return held.process();
        }
        requireExecutable(words.get(0));
        return builder(words).start();
    }

    Process start(Path gate) throws IOException {
        List<String> held = new ArrayList<>(List.of("/bin/sh", "-c"));
        if (user == null) {
            held.addAll(List.of(HOLD, gate.toString()));
        } else {
            held.addAll(List.of(HOLD_AS_USER, gate.toString(), user.uid(), user.gid()));
        }
        held.addAll(words);
        return builder(held).start();
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        if (user != null) {
            builder.environment().putAll(user.environment());
        }
        return builder;
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
