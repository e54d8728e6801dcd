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

    private Training() {}

    /** @param args traces to report */
    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine commands = new CommandLine(new Console(OutputStream.nullOutputStream(), nowhere));
        for (String file : args) {
            for (String option : List.of("-t", "-l", "-R", "-N", "--ts-diff")) {
                commands.run(List.of("report", option, file));
            }
            for (int i = 0; i < TIMES; i++) {
                commands.run(List.of("report", file));
            }
        }
        commands.run(List.of("help"));
        ShutdownGate.open();
    }
}
