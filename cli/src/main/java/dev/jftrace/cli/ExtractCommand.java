package dev.jftrace.cli;

import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.record.Recording;
import dev.jftrace.record.StopRequest;
import dev.jftrace.record.attach.AttachedJvm;
import dev.jftrace.record.attach.JvmExtract;
import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.kernel.KernelRecording;
import dev.jftrace.record.kernel.KernelSettings;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code jftrace extract}: makes a trace.dat of what is in the kernel's buffers, or in that of a JVM; what traces, goes on. */
final class ExtractCommand implements Command {
    @Override
    public String name() {
        return "extract";
    }

    @Override
    public String summary() {
        return "write what is in the kernel's buffers, or a JVM's, into trace.dat";
    }

    private static final class Options {
        private final InstanceSelection instances = new InstanceSelection("extract");
        private final FileForm form = new FileForm("extract");
        private String output = "trace.dat";
        private Path temporary;
        private String jvm;
        private Path left;
        private boolean snapshot;
        private boolean date;
        private boolean quiet;
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("extract [OPTION]...")
                .value('o', null, "FILE", "write to FILE (default trace.dat)", value -> options.output = value)
                .flag('s', null, "the snapshot, not the buffer", value -> options.snapshot = true)
                .value("jvm", "PID|MAIN", "of this running JVM, not of the kernel", value -> options.jvm = value)
                .value(
                        "recover",
                        "FOLDER",
                        "what a JVM that was killed left in FOLDER",
                        value -> options.left = Path.of(value));
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

    /** What is in the buffers; whoever traces into them goes on. */
    private static Recording recording(Options options, Path folder) throws IOException, UsageException {
        if (options.left != null) {
            return new Recording(null, JvmExtract.of(options.left, folder), new StopRequest());
        }
        if (options.jvm != null) {
            Optional<JvmRecording> left = JvmExtract.ofLeft(options.jvm, folder);
            if (left.isPresent()) {
                return new Recording(null, left.get(), new StopRequest());
            }
            try (AttachedJvm jvm = AttachedJvm.traced(JvmTarget.of(options.jvm))) {
                return new Recording(null, JvmExtract.of(jvm, options.snapshot, folder), new StopRequest());
            }
        }
        Tracefs tracefs = options.date ? new TreeOption().toChange() : new TreeOption().toRead();
        List<Instance> instances = options.instances.of(tracefs);
        KernelSettings settings = KernelSettings.ofExtract(options.temporary, options.date);
        return new Recording(
                KernelRecording.extract(tracefs, instances, options.snapshot, settings, folder),
                null,
                new StopRequest());
    }

    private static int extract(Options options, Console console) throws IOException, UsageException {
        Path output = Path.of(options.output);
        Path folder = RecordCommand.writableFolderOf(output);
        int version = options.form.versionOr(FileForm.NEWEST);
        Compression compression = options.form.compressionOr(version, Compression.ZSTD);
        try (Recording recording = recording(options, folder)) {
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
