package dev.jftrace.cli;

import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.record.Recording;
import dev.jftrace.record.StopRequest;
import dev.jftrace.record.attach.AttachedJvm;
import dev.jftrace.record.attach.JvmExtract;
import dev.jftrace.record.jvm.JvmRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code jftrace extract --jvm}: writes what stands in a JVM's buffer into a trace.dat; what traces, goes on. */
final class ExtractCommand implements Command {
    @Override
    public String name() {
        return "extract";
    }

    @Override
    public String summary() {
        return "write what stands in a JVM's buffer into trace.dat";
    }

    private static final class Options {
        private final FileForm form = new FileForm("extract");
        private String output = "trace.dat";
        private String jvm;
        private String folder;
        private boolean quiet;
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("extract --jvm=PID|MAIN | --recover FOLDER [-o FILE]")
                .value("jvm", "PID|MAIN", "of this running JVM", value -> options.jvm = value)
                .value("recover", "FOLDER", "of a JVM that was killed, and left this", value -> options.folder = value)
                .value('o', null, "FILE", "write to FILE (default trace.dat)", value -> options.output = value)
                .value("compression", "NAME", "zstd (default), zlib, none, or any", options.form::compression)
                .flag('q', "quiet", "do not tell where the data are in the file", value -> options.quiet = true);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        if ((options.jvm == null) == (options.folder == null)) {
            throw new UsageException("extract: of which JVM? --jvm=PID|MAIN, or --recover FOLDER");
        }
        return write(options, console);
    }

    private static int write(Options options, Console console) throws IOException, UsageException {
        Path output = Path.of(options.output);
        Path beside = output.toAbsolutePath().getParent();
        Compression compression = options.form.compressionOr(FileForm.NEWEST, Compression.ZSTD);
        try (Recording recording = new Recording(null, copy(options, beside), new StopRequest());
                TraceFileWriter writer = FileForm.writer(output, recording.layout(), FileForm.NEWEST, compression)) {
            var placements = recording.write(writer);
            if (!options.quiet) {
                RecordCommand.tellOf(placements, console);
            }
            for (String line : recording.report()) {
                console.say(line);
            }
            return ExitStatus.DONE;
        }
    }

    private static JvmRecording copy(Options options, Path beside) throws IOException, UsageException {
        if (options.folder != null) {
            return JvmExtract.of(Path.of(options.folder), beside);
        }
        try (AttachedJvm jvm = AttachedJvm.traced(JvmTarget.of("extract", options.jvm))) {
            return JvmExtract.of(jvm, beside);
        }
    }
}
