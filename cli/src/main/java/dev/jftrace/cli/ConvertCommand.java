package dev.jftrace.cli;

import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code jftrace convert}: writes a trace.dat as another version, or compressed otherwise. */
final class ConvertCommand implements Command {
    @Override
    public String name() {
        return "convert";
    }

    @Override
    public String summary() {
        return "write a trace.dat as another version, or with another compression";
    }

    private static final class Options {
        private final InputFile input = new InputFile("convert");
        private String output;
        private final FileForm form = new FileForm("convert");
        private boolean help;

        void output(String file) throws UsageException {
            if (output != null) {
                throw new UsageException("convert: one output, not " + output + " and " + file);
            }
            output = file;
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("convert [OPTION]... OUTPUT")
                .value('i', null, "FILE", "read FILE (default trace.dat)", options.input::take)
                .value('o', null, "FILE", "write FILE; also as the operand", options::output)
                .value("file-version", "6|7", "write this version (default 7)", options.form::version)
                .value(
                        "compression",
                        "NAME",
                        "none, zlib, zstd, or any: the best there is (default, with version 7)",
                        options.form::compression)
                .flag('h', "help", "print this", value -> options.help = true);
        for (String operand : table.take(words)) {
            options.output(operand);
        }
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (options.output == null) {
            throw new UsageException("convert: the output is missing; see 'jftrace convert --help'");
        }
        return convert(options.input.path(), Path.of(options.output), options.form, console);
    }

    private static int convert(Path input, Path output, FileForm form, Console console)
            throws IOException, UsageException {
        int version = form.versionOr(FileForm.NEWEST);
        Compression compression = form.compressionOr(version, Compression.ZSTD);
        try (TraceFile trace = TraceFile.salvage(input)) {
            trace.warnings().forEach(console::say);
            try (TraceFileWriter writer = FileForm.writer(output, trace.layout(), version, compression)) {
                writer.copy(trace);
                writer.commit();
            }
            FileForm.tellLoss(trace.metadata(), output, version, compression, console);
            return InputFile.tellFaults(trace, console);
        }
    }
}
