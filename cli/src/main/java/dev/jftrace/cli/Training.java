package dev.jftrace.cli;

import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
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
        try {
            new Training().train(args[0].equals("report"), List.of(args).subList(1, args.length));
        } finally {
            ShutdownGate.open();
        }
    }

    private void train(boolean reports, List<String> files) {
        for (String file : files) {
            if (reports) {
                reports(file);
            } else {
                others(file);
            }
        }
        run("report", "--help");
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
        control(Path.of(file));
        run("live", "--help");
        run("version");
        run("help");
    }

    /** Of a folder that looks like a kernel's tracefs, which the launcher names as the mount point: nothing on this machine is traced. */
    private void control(Path file) {
        try {
            Path root = Tracefs.mountPoint().orElseThrow();
            try (TrainingTree tree = TrainingTree.at(root, file)) {
                record(tree);
            }
            // Its files are no kernel's: what is written stays before what stood behind it. So another one.
            try (TrainingTree tree = TrainingTree.at(root, file)) {
                start(tree);
                run("stat");
                run("show");
                run("list", "-e", "sched", "-F");
                run("list", "-t");
                run("stop");
                run("reset");
            }
        } catch (IOException | InterruptedException | UsageException e) {
            throw new IllegalStateException(e);
        }
    }

    private void record(TrainingTree tree) throws IOException, InterruptedException, UsageException {
        RecordCommand.Options options = new RecordCommand.Options("record", new TreeOption(tree.tracefs()));
        OptionTable table = new OptionTable("record").operandsLast();
        options.addTo(table);
        List<String> command = table.take(List.of("-q", "-p", "function", "-e", "sched", "-F", "true"));
        options.writeTo(tree.output());
        RecordCommand.record(options, command, console);
    }

    private void start(TrainingTree tree) throws IOException, InterruptedException, UsageException {
        new TracingStart("start", false, new TreeOption(tree.tracefs()))
                .run(List.of("-p", "function", "-e", "sched", "-f", "prev_pid != 0"), console);
    }

    /** By way of {@link Main}, whose class would otherwise be looked for in the jars at each start. */
    private void run(String... words) {
        Main.run(List.of(words), console);
    }
}
