package dev.jftrace.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * What the JVM runs once, after jftrace was built, to learn which classes and which paths through them commands take:
 * the launcher keeps that beside the jars. Long enough for the hot paths to be known as such, so that they are
 * compiled at once when they are needed.
 */
final class Training {
    private static final int TIMES = 80;

    private final Console console = new Console(
            OutputStream.nullOutputStream(), new PrintStream(OutputStream.nullOutputStream()));

    private Training() {}

    /** @param args traces to report */
    public static void main(String[] args) {
        Training training = new Training();
        for (String file : args) {
            for (String option : List.of("-t", "-l", "-R", "-N", "--ts-diff", "--json", "--kernel-format", "--graph")) {
                training.run("report", option, file);
            }
            training.run("report", "-F", ".*: common_pid > 0", file);
            training.run("list", "-i", file, "-e");
            training.run("dump", file);
            training.run("dump", "--all", file);
            training.run("hist", file);
            for (int i = 0; i < TIMES; i++) {
                training.run("report", file);
            }
        }
        training.run("help");
        training.run("report", "--help");
        training.run("version");
        ShutdownGate.open();
    }

    /** By way of {@link Main}, whose class would otherwise be looked for in the jars at each start. */
    private void run(String... words) {
        Main.run(List.of(words), console);
    }
}
