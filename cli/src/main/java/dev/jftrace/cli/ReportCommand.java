package dev.jftrace.cli;

import dev.jftrace.analysis.report.ParallelReport;
import dev.jftrace.analysis.report.Report;
import dev.jftrace.analysis.report.ReportOptions;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.TextBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code jftrace report}: prints a trace.dat in trace-cmd's format. */
final class ReportCommand implements Command {
    private static final String DEFAULT_INPUT = "trace.dat";
    private static final int MOST_THREADS = 4;

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String summary() {
        return "print a trace.dat as text";
    }

    private static final class Options {
        private String input;
        private ReportOptions report = ReportOptions.defaults();
        private boolean help;

        void input(String file) throws UsageException {
            if (input != null) {
                throw new UsageException("report: one file at a time, not " + input + " and " + file);
            }
            input = file;
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("report [OPTION]... [FILE]")
                .value('i', null, "FILE", "read FILE (default trace.dat)", options::input)
                .flag(
                        't',
                        null,
                        "times with 9 decimals",
                        value -> options.report = options.report.withNanoseconds(true))
                .flag('l', null, "latency format", value -> options.report = options.report.withLatency(true))
                .flag('R', null, "raw fields", value -> options.report = options.report.withRaw(true))
                .flag('N', null, "no plug-ins", value -> options.report = options.report.withPlugins(false))
                .flag(
                        "ts-diff",
                        "a column with the time since the event before",
                        value -> options.report = options.report.withDifferences(true))
                .flag('h', "help", "print this", value -> options.help = true);
        for (String operand : table.take(words)) {
            options.input(operand);
        }
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        return print(Path.of(options.input == null ? DEFAULT_INPUT : options.input), options.report, console);
    }

    private static int print(Path path, ReportOptions options, Console console)
            throws IOException, InterruptedException {
        TextBuffer text = new TextBuffer();
        try (TraceFile file = TraceFile.open(path)) {
            file.warnings().forEach(console::say);
            Report.header(cpus(file), text);
            flush(text, console);
            int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
            new ParallelReport(options, file.stream(), event -> true, made -> flush(made, console)).print(threads);
            return ExitStatus.DONE;
        }
    }

    private static int cpus(TraceFile file) {
        return file.buffer("").map(buffer -> buffer.cpus().size()).orElse(0);
    }

    private static void flush(TextBuffer text, Console console) throws IOException {
        try {
            text.flushTo(console.out());
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }
}
