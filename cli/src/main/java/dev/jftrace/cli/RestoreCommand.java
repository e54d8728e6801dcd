package dev.jftrace.cli;

import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.PageHeader;
import dev.jftrace.ring.SubBufferLayout;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code jftrace restore}: makes a trace.dat of the per-CPU files that a recorder left behind when it was killed. */
final class RestoreCommand implements Command {
    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String summary() {
        return "make a trace.dat of per-CPU files that a crashed record left";
    }

    private static final class Options {
        private final InputFile partial = new InputFile("restore");
        private String output;
        private Path tracing;
        private Path kallsyms = Path.of("/proc/kallsyms");
        private boolean create;
        private boolean help;

        void output(String file) throws UsageException {
            if (output != null) {
                throw new UsageException("restore: one output, not " + output + " and " + file);
            }
            output = file;
        }

        Path outputPath() {
            return Path.of(output != null ? output : create ? "trace-partial.dat" : "trace.dat");
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("restore [OPTION]... CPU-FILE...")
                .flag('c', null, "write a partial file, without events", value -> options.create = true)
                .value('i', null, "FILE", "take formats and names from a partial file", options.partial::take)
                .value('o', null, "FILE", "write FILE (default trace.dat, or trace-partial.dat)", options::output)
                .value('t', null, "DIR", "take formats from this copy of tracefs", v -> options.tracing = Path.of(v))
                .value(
                        'k',
                        null,
                        "FILE",
                        "take functions from this copy of kallsyms",
                        v -> options.kallsyms = Path.of(v))
                .flag('h', "help", "print this", value -> options.help = true);
        List<String> files = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (options.create && options.partial.isGiven()) {
            throw new UsageException("restore: -c and -i exclude each other");
        }
        if (files.isEmpty() && !options.create) {
            throw new UsageException("restore: the files of the CPUs are missing; see 'jftrace restore --help'");
        }
        List<CpuFile> cpus = CpuFile.of(files.stream().map(Path::of).toList());
        return options.partial.isGiven() ? fromPartial(options, cpus, console) : fromTracefs(options, cpus, console);
    }

    private static int fromPartial(Options options, List<CpuFile> cpus, Console console) throws IOException {
        Path input = options.partial.path();
        Path output = options.outputPath();
        if (Files.exists(output) && Files.isSameFile(input, output)) {
            throw new IOException(output + ": the input; the output must be another file");
        }
        // A partial file has no buffers; that of a crashed record has no options either, and is as good.
        try (TraceFile partial = TraceFile.salvage(input)) {
            Compression compression = partial.version() == FileForm.OLDEST ? Compression.ZSTD : partial.compression();
            try (TraceFileWriter writer = TraceFileWriter.create(output, partial.layout(), compression)) {
                writer.metadata(partial.metadata());
                partial.options().forEach(writer::option);
                String clock = partial.option(TraceOption.TraceClock.class)
                        .map(TraceOption.TraceClock::text)
                        .orElse("[local]");
                return write(writer, partial.layout(), clock, cpus, console);
            }
        }
    }

    private static int fromTracefs(Options options, List<CpuFile> cpus, Console console) throws IOException {
        TracingFolder tracing = new TracingFolder(options.tracing);
        TraceMetadata metadata = tracing.metadata(options.kallsyms);
        SubBufferLayout layout =
                PageHeader.parse(metadata.headerPage(), ByteOrder.nativeOrder(), tracing.subBufferSize());
        try (TraceFileWriter writer = TraceFileWriter.create(options.outputPath(), layout, Compression.ZSTD)) {
            writer.metadata(metadata);
            String clock = tracing.clock();
            writer.option(new TraceOption.TraceClock(clock));
            return write(writer, layout, clock, cpus, console);
        }
    }

    private static int write(
            TraceFileWriter writer, SubBufferLayout layout, String clock, List<CpuFile> cpus, Console console)
            throws IOException {
        int status = ExitStatus.DONE;
        if (!cpus.isEmpty()) {
            List<CpuSource> sources = new ArrayList<>();
            for (CpuFile cpu : cpus) {
                sources.add(cpu.whole(layout.size()));
            }
            writer.option(new TraceOption.CpuCount(cpus.get(cpus.size() - 1).cpu() + 1L));
            String name = dev.jftrace.event.TraceClock.parse(clock).name();
            writer.buffer("", name, layout.size(), sources);
            for (CpuFile cpu : cpus) {
                long rest = Files.size(cpu.file()) % layout.size();
                if (rest != 0) {
                    status = ExitStatus.FAILED;
                    console.say(cpu.file() + ": at byte " + (Files.size(cpu.file()) - rest)
                            + ": expected a sub-buffer of " + layout.size() + " bytes, found " + rest + ": it was cut");
                }
            }
        }
        writer.commit();
        return status;
    }
}
