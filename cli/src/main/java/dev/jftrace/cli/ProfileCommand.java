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
        private Path output;
        private boolean help;
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("profile [OPTION]... [--jvm [OPTION]...] [COMMAND [ARGUMENT]...]")
                .operandsLast()
                .value('o', null, "FILE", "write the profile to FILE", value -> options.output = Path.of(value));
        options.record.addTo(table);
        table.flag('h', "help", "print this", value -> options.help = true);
        List<String> command = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        options.record.profile().want();
        return profile(options, command, console);
    }

    private static int profile(Options options, List<String> command, Console console)
            throws IOException, InterruptedException, UsageException {
        Path folder = Files.createTempDirectory("jftrace-profile-");
        Path trace = folder.resolve("trace.dat");
        try {
            options.record.writeTo(trace);
            int status = RecordCommand.record(options.record, command, console);
            int told = tell(options, trace, console);
            return status == ExitStatus.DONE ? told : status;
        } finally {
            Files.deleteIfExists(trace);
            Files.delete(folder);
        }
    }

    private static int tell(Options options, Path trace, Console console)
            throws IOException, InterruptedException, UsageException {
        List<String> report = new ArrayList<>(options.record.profile().report());
        report.addAll(List.of("-i", trace.toString()));
        if (options.output == null) {
            return new ReportCommand().run(report, console);
        }
        try (OutputStream out = Files.newOutputStream(options.output)) {
            return new ReportCommand().run(report, new Console(out, console.err()));
        }
    }
}
