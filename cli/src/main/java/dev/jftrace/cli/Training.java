package dev.jftrace.cli;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * What the JVM runs once, after jftrace was built, to learn which classes commands take: the launcher keeps them beside
 * the jar, for reports apart from all else, because a start loads every class that is kept. And which methods a long report
 * takes, for reports of large files apart from those of small ones, because a start would compile them all.
 */
final class Training {
    /** So many that C2 has compiled what a report takes by then. */
    private static final long LONG = 2_000_000;

    private final Console console =
            new Console(OutputStream.nullOutputStream(), new PrintStream(OutputStream.nullOutputStream()));

    private Training() {}

    /** @param args {@code report}, {@code other}, or {@code long} and a file to be made; then traces */
    public static void main(String[] args) throws IOException {
        List<String> words = List.of(args);
        try {
            switch (args[0]) {
                case "report" -> new Training().reports(words.subList(1, args.length));
                case "long" -> new Training().longReport(args[1], words.subList(2, args.length));
                default -> new Training().others(words.subList(1, args.length));
            }
        } finally {
            ShutdownGate.open();
        }
    }

    private void reports(List<String> files) {
        files.forEach(this::reports);
        run("report", "--help");
    }

    /** Of the last trace, repeated. */
    private void longReport(String large, List<String> files) throws IOException {
        reports(files);
        BigTrace.write(Path.of(files.getLast()), Path.of(large), LONG, Compression.ZSTD);
        run("report", large);
    }

    private void others(List<String> files) {
        files.forEach(this::others);
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
