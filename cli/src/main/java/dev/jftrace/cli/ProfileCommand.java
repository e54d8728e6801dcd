package dev.jftrace.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code jftrace profile}: records what a profile is made of, and tells what each task spent its time on. */
final class ProfileCommand implements Command {
    @Override
    public String name() {
        return "profile";
    }

    @Override
    public String summary() {
        return "record for a while, and tell what each task spent its time on";
    }

    private static final class Options {
        private final RecordCommand.Options record = new RecordCommand.Options("profile");
        private final List<String> report = new ArrayList<>(List.of("--profile"));
        private Path output;
        private boolean onlyGiven;
        private boolean help;
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("profile [OPTION]... [--jvm [OPTION]...] [COMMAND [ARGUMENT]...]")
                .operandsLast()
                .value('o', null, "FILE", "write the profile to FILE", value -> options.output = Path.of(value))
                .flag(
                        'S',
                        null,
                        "only the events that are named, not those of a profile",
                        v -> options.onlyGiven = true)
                .flag('G', null, "interrupts count for their CPU", value -> options.report.add("-G"))
                .value(
                        'H',
                        null,
                        "HOOK",
                        "EVENT,FIELD[,PID]/EVENT,FIELD[,FLAGS] is a pair",
                        value -> options.report.addAll(List.of("-H", value)))
                .flag("by-comm", "tasks of one name count as one", value -> options.report.add("--by-comm"));
        options.record.addTo(table);
        table.flag('h', "help", "print this", value -> options.help = true);
        List<String> command = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (!options.onlyGiven && options.record.recordsKernel()) {
            options.record.kernel().addProfile();
        }
        return profile(options, command, console);
    }

    private static int profile(Options options, List<String> command, Console console)
            throws IOException, InterruptedException, UsageException {
        Path folder = Files.createTempDirectory("jftrace-profile-");
        Path trace = folder.resolve("trace.dat");
        try {
            options.record.writeTo(trace);
            int status = RecordCommand.record(options.record, command, console);
            options.report.addAll(List.of("-i", trace.toString()));
            int told = tell(options, console);
            return status == ExitStatus.DONE ? told : status;
        } finally {
            Files.deleteIfExists(trace);
            Files.delete(folder);
        }
    }

    private static int tell(Options options, Console console) throws IOException, InterruptedException, UsageException {
        if (options.output == null) {
            return new ReportCommand().run(options.report, console);
        }
        try (OutputStream out = Files.newOutputStream(options.output)) {
            return new ReportCommand().run(options.report, new Console(out, console.err()));
        }
    }
}
