package dev.jftrace.cli;

import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.record.Recording;
import dev.jftrace.record.StopRequest;
import dev.jftrace.record.kernel.KernelRecording;
import dev.jftrace.record.kernel.KernelSettings;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code jftrace extract}: makes a trace.dat of what is in the kernel's buffers. */
final class ExtractCommand implements Command {
    @Override
    public String name() {
        return "extract";
    }

    @Override
    public String summary() {
        return "write what is in the kernel's buffers into trace.dat";
    }

    private static final class Options {
        private final InstanceSelection instances = new InstanceSelection("extract");
        private final FileForm form = new FileForm("extract");
        private String output = "trace.dat";
        private Path temporary;
        private boolean snapshot;
        private boolean date;
        private boolean quiet;
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("extract [OPTION]...")
                .value('o', null, "FILE", "write to FILE (default trace.dat)", value -> options.output = value)
                .flag('s', null, "the snapshot, not the buffer", value -> options.snapshot = true);
        options.instances.addTo(table);
        table.value(
                        "temp",
                        "DIR",
                        "keep the CPUs' data in DIR until FILE is written",
                        value -> options.temporary = Path.of(value))
                .flag("date", "keep what turns times into time of day", value -> options.date = true)
                .value("compression", "NAME", "zstd (default), zlib, none, or any", options.form::compression)
                .value("file-version", "6|7", "write this version (default 7)", options.form::version)
                .flag('q', "quiet", "do not tell where the data are in the file", value -> options.quiet = true);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        return extract(options, console);
    }

    private static int extract(Options options, Console console) throws IOException, UsageException {
        Path output = Path.of(options.output);
        Path folder = RecordCommand.writableFolderOf(output);
        int version = options.form.versionOr(FileForm.NEWEST);
        Compression compression = options.form.compressionOr(version, Compression.ZSTD);
        Tracefs tracefs = options.date ? new TreeOption().toChange() : new TreeOption().toRead();
        List<Instance> instances = options.instances.of(tracefs);
        KernelSettings settings = KernelSettings.ofExtract(options.temporary, options.date);
        try (Recording recording = new Recording(
                KernelRecording.extract(tracefs, instances, options.snapshot, settings, folder),
                null,
                new StopRequest())) {
            try (TraceFileWriter writer = FileForm.writer(output, recording.layout(), version, compression)) {
                RecordCommand.tellOf(recording.write(writer), options.quiet ? console.withoutText() : console);
            }
            for (String line : recording.report()) {
                console.say(line);
            }
            return recording.hasFailed() ? ExitStatus.FAILED : ExitStatus.DONE;
        }
    }
}
