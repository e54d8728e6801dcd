package dev.jftrace.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * What the JVM runs once, after jftrace was built, to learn which classes commands take: the launcher keeps them beside
 * the jars, for reports apart from all else, because a start loads every class that is kept.
 */
final class Training {
    private final Console console =
            new Console(OutputStream.nullOutputStream(), new PrintStream(OutputStream.nullOutputStream()));

    private Training() {}

    /** @param args {@code report} or {@code other}, then traces */
    public static void main(String[] args) {
        Training training = new Training();
        boolean reports = args[0].equals("report");
        for (String file : List.of(args).subList(1, args.length)) {
            if (reports) {
                training.reports(file);
            } else {
                training.others(file);
            }
        }
        training.run("report", "--help");
        ShutdownGate.open();
    }

    private void reports(String file) {
        for (String option : List.of("-t", "-l", "-R", "-N", "--ts-diff")) {
            run("report", option, file);
        }
        run("report", file);
        run("report", "-F", ".*: common_pid == 0", file);
        run("report", "-F", ".*_exit", file);
    }

    private void others(String file) {
        for (String form : List.of("--json", "--kernel-format", "--graph", "--graph=task")) {
            run("report", form, file);
        }
        run("list", "-i", file, "-e");
        run("dump", file);
        run("dump", "--all", file);
        run("hist", file);
        run("live", "--help");
        run("version");
        run("help");
    }

    /** By way of {@link Main}, whose class would otherwise be looked for in the jars at each start. */
    private void run(String... words) {
        Main.run(List.of(words), console);
    }
}
