package dev.jftrace.cli;

import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.CpuCursor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code jftrace dump}: what is in a trace.dat beside its events. */
final class DumpCommand implements Command {
    private static final int BUFFER = 1 << 16;

    @Override
    public String name() {
        return "dump";
    }

    @Override
    public String summary() {
        return "print what a trace.dat holds beside its events";
    }

    private static final class Options {
        private final InputFile input = new InputFile("dump");
        private final Set<DumpPart> parts = EnumSet.noneOf(DumpPart.class);
        private boolean validate;
        private boolean help;
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("dump [OPTION]... [FILE]")
                .value('i', null, "FILE", "read FILE (default trace.dat)", options.input::take)
                .flag("all", "all of these:", value -> options.parts.addAll(EnumSet.allOf(DumpPart.class)));
        for (DumpPart part : DumpPart.values()) {
            table.flag(part.option(), part.help(), value -> options.parts.add(part));
        }
        table.flag('v', "validate", "read the whole file, its events too", value -> options.validate = true)
                .flag('h', "help", "print this", value -> options.help = true);
        for (String operand : table.take(words)) {
            options.input.take(operand);
        }
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (options.parts.isEmpty() && !options.validate) {
            options.parts.add(DumpPart.SUMMARY);
        }
        return dump(options, console);
    }

    private static int dump(Options options, Console console) throws IOException {
        try (TraceFile trace = TraceFile.salvage(options.input.path())) {
            OutputStream out = new BufferedOutputStream(console.checked(), BUFFER);
            new DumpText(trace, options.parts, out).print();
            out.flush();
            trace.warnings().forEach(console::say);
            int status = InputFile.tellFaults(trace, console);
            if (options.validate && status == ExitStatus.DONE) {
                readEvents(trace);
                console.print("File " + trace.name() + " is a valid trace-cmd file\n");
            }
            return status;
        }
    }

    private static void readEvents(TraceFile trace) throws IOException {
        for (TraceBuffer buffer : trace.buffers()) {
            for (CpuCursor cursor : buffer.cursors()) {
                while (cursor.advance()) {
                    // A fault is what this looks for.
                }
            }
        }
    }
}
