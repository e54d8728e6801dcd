package dev.jftrace.cli;

import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuPlacement;
import dev.jftrace.event.TraceFormatException;
import dev.jftrace.record.Recording;
import dev.jftrace.record.StopRequest;
import dev.jftrace.record.attach.AttachedRecording;
import dev.jftrace.record.attach.RunningJvm;
import dev.jftrace.record.io.Program;
import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.jvm.JvmSettings;
import dev.jftrace.record.kernel.KernelRecording;
import dev.jftrace.record.kernel.KernelSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code jftrace record}: records a kernel, the JVMs of a program, or both, into a trace.dat. */
final class RecordCommand implements Command {
    private static final String DEFAULT_OUTPUT = "trace.dat";

    @Override
    public String name() {
        return "record";
    }

    @Override
    public String summary() {
        return "record a kernel, a Java program's calls, or both into trace.dat";
    }

    /** What a command line that records says; {@code profile} takes the same. */
    static final class Options {
        private final String command;
        private final KernelOptions kernel;
        private final RecordOptions how;
        private final JvmOptions jvm;
        private final FileForm form;
        private final RecordedProfile profile;
        private final TreeOption tree;
        private String output = DEFAULT_OUTPUT;
        private boolean failOnLoss;

        Options(String command) {
            this(command, new TreeOption());
        }

        Options(String command, TreeOption tree) {
            this.command = command;
            this.tree = tree;
            kernel = new KernelOptions(command);
            how = new RecordOptions(command, kernel);
            jvm = new JvmOptions(command);
            form = new FileForm(command);
            profile = new RecordedProfile(command);
        }

        void addTo(OptionTable table) {
            jvm.addTo(table, kernel);
            kernel.addOwn(table);
            how.addTo(table);
            profile.addTo(table);
            tree.addForce(table);
            table.flag("fail-on-loss", "exit with 3 if events were lost", value -> failOnLoss = true);
        }

        void addFileTo(OptionTable table) {
            table.value('o', null, "FILE", "write to FILE (default trace.dat)", value -> output = value)
                    .value("compression", "NAME", "zstd (default), zlib, none, or any", form::compression)
                    .value("file-version", "6|7", "write this version (default 7)", form::version)
                    .flag("profile", "record what a profile is made of, for report --profile", value -> {
                        kernel.ask();
                        profile.want();
                    });
        }

        /** Without a word of where the data are. */
        void writeTo(Path file) {
            output = file.toString();
            kernel.beQuiet();
        }

        KernelOptions kernel() {
            return kernel;
        }

        RecordedProfile profile() {
            return profile;
        }

        boolean recordsKernel() {
            return kernel.isGiven() || !jvm.isOpen();
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        Options options = new Options(name());
        boolean[] help = {false};
        OptionTable table = new OptionTable(
                        "record [-o FILE] [KERNEL OPTION]... [--jvm [OPTION]...] [COMMAND [ARGUMENT]...]")
                .operandsLast();
        options.addFileTo(table);
        options.addTo(table);
        options.jvm.addRecordedOptions(table);
        table.flag('h', "help", "print this", value -> help[0] = true);
        List<String> command = table.take(words);
        if (help[0]) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        return record(options, command, console);
    }

    /** Records, and writes the file. @return the exit status */
    static int record(Options options, List<String> command, Console console)
            throws IOException, InterruptedException, UsageException {
        options.jvm.requireSectionForEvents();
        JvmSettings jvm = options.jvm.isOpen() ? options.jvm.settings(command) : null;
        options.profile.check();
        if (options.profile.isWanted() && options.recordsKernel()) {
            options.profile.addTo(options.kernel);
        }
        KernelSettings kernel =
                options.recordsKernel() ? options.how.settings(jvm != null, options.profile.hooks()) : null;
        if (kernel != null && kernel.request().taskOnly() && command.isEmpty()) {
            throw new UsageException(options.command + ": -F: which program? as in: jftrace record -e sched -F ls");
        }
        return new Run(options, kernel, jvm, command, console).run();
    }

    /** One run of it. */
    private record Run(Options options, KernelSettings kernel, JvmSettings jvm, List<String> command, Console console) {

        int run() throws IOException, InterruptedException, UsageException {
            Path output = Path.of(options.output);
            Path folder = writableFolderOf(output);
            int version = options.form.versionOr(FileForm.NEWEST);
            Compression compression = options.form.compressionOr(version, Compression.ZSTD);
            RunningJvm target = options.jvm.target() == null ? null : JvmTarget.of(options.jvm.target());
            StopRequest stop = new StopRequest();
            ShutdownGate.hold(stop);
            try (Recording recording = Recording.of(() -> kernelSide(folder), () -> jvmSide(folder, target), stop)) {
                recording.tellEarly(console::say);
                int status = record(recording);
                List<CpuPlacement> placements;
                try (TraceFileWriter writer =
                        FileForm.writer(output, recording.layout(), version, compression, recording.zstdLevel())) {
                    placements = recording.write(writer);
                } catch (IOException e) {
                    throw about(output, e);
                }
                if (!options.kernel.isQuiet()) {
                    tellOf(placements, console);
                }
                return told(recording, status);
            }
        }

        private int record(Recording recording) throws IOException, InterruptedException {
            if (!command.isEmpty()) {
                boolean only = kernel != null && kernel.request().taskOnly();
                recording.start(Program.of(command).as(options.how.user()), only);
            } else {
                recording.start(kernel == null ? List.of() : kernel.request().pids());
                if (!options.kernel.isQuiet()) {
                    console.print("Hit Ctrl^C to stop recording\n");
                }
            }
            try {
                return recording.awaitEnd();
            } catch (IOException e) {
                throw about(Path.of(options.output), e);
            }
        }

        private KernelRecording kernelSide(Path folder) throws IOException {
            return kernel == null ? null : KernelRecording.prepare(options.tree.toChangeAndRestore(), kernel, folder);
        }

        private JvmRecording jvmSide(Path folder, RunningJvm target) throws IOException {
            if (jvm == null) {
                return null;
            }
            return target == null ? JvmRecording.prepare(folder, jvm) : AttachedRecording.begin(folder, jvm, target);
        }

        /** Losses, and what else went otherwise than it was asked for: never silent. */
        private int told(Recording recording, int status) throws IOException {
            for (String line : recording.report()) {
                console.say(line);
            }
            if (recording.hasFailed()) {
                return ExitStatus.FAILED;
            }
            return status == ExitStatus.DONE && options.failOnLoss && recording.lost() > 0 ? ExitStatus.LOST : status;
        }
    }

    /** A full disk's exception names no file. */
    private static IOException about(Path output, IOException e) {
        boolean named = e instanceof FileSystemException
                || e instanceof TraceFormatException
                || e.getClass() != IOException.class;
        return named ? e : new IOException(output + ": can't be written: " + e.getMessage(), e);
    }

    /** Better told before the program runs than after it. */
    static Path writableFolderOf(Path output) throws IOException {
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
    static void tellOf(List<CpuPlacement> placements, Console console) throws IOException {
        for (CpuPlacement cpu : placements) {
            console.print("CPU" + cpu.cpu() + " data recorded at offset=0x" + Long.toHexString(cpu.offset()) + "\n    "
                    + cpu.size() + " bytes in size (" + cpu.rawSize() + " uncompressed)\n");
        }
    }
}
