package dev.jftrace.cli;

import dev.jftrace.dat.SplitPlan;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.TraceSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code jftrace split}: cuts a trace.dat into smaller ones. */
final class SplitCommand implements Command {
    @Override
    public String name() {
        return "split";
    }

    @Override
    public String summary() {
        return "cut a trace.dat into smaller ones";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        SplitOptions options = new SplitOptions();
        boolean[] help = {false};
        OptionTable table = new OptionTable("split [OPTION]... [START [END]]")
                .value('i', null, "FILE", "read FILE (default trace.dat)", options.input::take)
                .value('o', null, "FILE", "name of the parts (default the input's)", options::output)
                .value('s', null, "N", "N seconds a part", value -> options.time(value, SplitOptions.NANOS_PER_SECOND))
                .value('m', null, "N", "N milliseconds a part", value -> options.time(value, 1_000_000))
                .value('u', null, "N", "N microseconds a part", value -> options.time(value, 1000))
                .value('e', null, "N", "N events a part", value -> options.limit(SplitPlan.Unit.EVENTS, value))
                .value(
                        'p',
                        null,
                        "N",
                        "N pages a part of each CPU",
                        value -> options.limit(SplitPlan.Unit.PAGES, value))
                .flag('r', null, "part after part up to the end, as FILE.0001", value -> options.repeat = true)
                .flag('c', null, "count for each CPU", value -> options.perCpu = true)
                .value('C', null, "CPU", "only this CPU", options::cpu)
                .value('B', null, "BUFFER", "only this buffer, and others that are named so", options::buffer)
                .flag('t', null, "make the preceding -B the top buffer", value -> options.promote())
                .flag("top", "only the top buffer, and others that are named", value -> options.top())
                .value('b', null, "NAME", "keep the preceding --top as buffer NAME", options::demote)
                .flag('h', "help", "print this", value -> help[0] = true);
        List<String> times = table.take(words);
        if (help[0]) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        options.times(times);
        return split(options, console);
    }

    private static int split(SplitOptions options, Console console) throws IOException {
        Path input = options.input.path();
        try (TraceFile trace = TraceFile.salvage(input)) {
            trace.warnings().forEach(console::say);
            if (trace.buffers().isEmpty()) {
                throw new IOException(input + ": nothing to split: it has no events, or the kernel's text of them");
            }
            TraceSplit split = TraceSplit.of(trace, options.plan());
            int part = 1;
            do {
                write(trace, split, output(options, input, part++));
            } while (options.repeat && split.hasNext());
            split.faults().forEach(fault -> console.say(fault.getMessage()));
            int status = InputFile.tellFaults(trace, console);
            return split.faults().isEmpty() ? status : ExitStatus.FAILED;
        }
    }

    private static void write(TraceFile trace, TraceSplit split, Path output) throws IOException {
        try (TraceFileWriter writer = FileForm.writer(output, trace.layout(), trace.version(), trace.compression())) {
            split.writeNext(writer);
            writer.commit();
        }
    }

    /** Never the input itself. */
    private static Path output(SplitOptions options, Path input, int part) throws IOException {
        Path base = options.output == null ? input : Path.of(options.output);
        if (options.repeat) {
            return Path.of(String.format("%s.%04d", base, part));
        }
        boolean same = base.equals(input) || Files.exists(base) && Files.isSameFile(base, input);
        return same ? Path.of(base + ".1") : base;
    }
}
