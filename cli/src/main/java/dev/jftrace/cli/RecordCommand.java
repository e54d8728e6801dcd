package dev.jftrace.cli;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuPlacement;
import dev.jftrace.event.TraceFormatException;
import dev.jftrace.record.jvm.JvmRecording;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code jftrace record}: runs a program and writes its calls into a trace.dat. */
final class RecordCommand implements Command {
    private static final String DEFAULT_OUTPUT = "trace.dat";

    @Override
    public String name() {
        return "record";
    }

    @Override
    public String summary() {
        return "run a Java program and record its calls into trace.dat";
    }

    private static final class Options {
        private String output = DEFAULT_OUTPUT;
        private Compression compression = Compression.ZSTD;
        private boolean quiet;
        private boolean help;

        void compression(String name) throws UsageException {
            compression = name.equals("any")
                    ? Compression.ZSTD
                    : Compression.named(name)
                            .orElseThrow(() -> new UsageException(
                                    "record: no compression '" + name + "'; there are any, zstd, zlib and none"));
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        JvmOptions jvm = new JvmOptions(name());
        Options options = new Options();
        OptionTable table = new OptionTable("record [-o FILE] --jvm [OPTION]... COMMAND [ARGUMENT]...").operandsLast();
        table.value('o', null, "FILE", "write to FILE (default trace.dat)", value -> options.output = value);
        jvm.addTo(table);
        table.value('O', null, "OPTION", "funcgraph-args, funcgraph-retval: of every function", option -> {
            if (!option.equals("funcgraph-args") && !option.equals("funcgraph-retval")) {
                throw new UsageException(
                        "record: -O: there are funcgraph-args and funcgraph-retval, not '" + option + "'");
            }
            jvm.option(option);
        });
        table.value("compression", "NAME", "zstd (default), zlib, none, or any", options::compression)
                .flag('q', "quiet", "do not tell where the data are in the file", value -> options.quiet = true)
                .flag('h', "help", "print this", value -> options.help = true);
        List<String> command = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        return run(new RecordedProgram(jvm.settings(command), command, console), options);
    }

    private static int run(RecordedProgram program, Options options) throws IOException, InterruptedException {
        Path output = Path.of(options.output);
        Path folder = writableFolderOf(output);
        try (JvmRecording recording = program.start(folder)) {
            int status;
            List<CpuPlacement> placements;
            try {
                status = recording.awaitEnd();
                placements = recording.write(output, options.compression);
            } catch (IOException e) {
                throw about(output, e);
            }
            if (!options.quiet) {
                tellOf(placements, program.console());
            }
            program.tellOf(recording);
            return status;
        }
    }

    /** A full disk's exception names no file. */
    private static IOException about(Path output, IOException e) {
        boolean named = e instanceof FileSystemException || e instanceof TraceFormatException;
        return named ? e : new IOException(output + ": can't be written: " + e.getMessage(), e);
    }

    /** Better told before the program runs than after it. */
    private static Path writableFolderOf(Path output) throws IOException {
        Path folder = output.toAbsolutePath().getParent();
        if (Files.isDirectory(output)) {
            throw new IOException(output + ": is a folder, expected a file to write to");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(output + ": can't be written: there is no folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(output + ": can't be written: no permission to write in " + folder);
        }
        return folder;
    }

    /** In trace-cmd's words. */
    private static void tellOf(List<CpuPlacement> placements, Console console) throws IOException {
        for (CpuPlacement cpu : placements) {
            console.print("CPU" + cpu.cpu() + " data recorded at offset=0x" + Long.toHexString(cpu.offset()) + "\n    "
                    + cpu.size() + " bytes in size (" + cpu.rawSize() + " uncompressed)\n");
        }
    }
}
