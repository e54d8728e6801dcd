package dev.jftrace.cli;

import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.EventFormat;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code jftrace list}: what a trace.dat has, and what this program knows. */
final class ListCommand implements Command {
    /** Versions as in the headers of the files that are written. */
    private static final String COMPRESSIONS = "Supported compression algorithms:\n\t" + Compression.ZSTD.fileName()
            + ", 1.5.7\n\t" + Compression.ZLIB.fileName() + ", 1.2.11\n";

    private static final List<String> PLUGINS =
            List.of("function", "fgraph", "sched_switch", "kmem", "hrtimer", "tlb", "futex", "blk");

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String summary() {
        return "list what a trace.dat has, or what this program knows";
    }

    /** Prints one kind of thing. */
    private interface Listing {
        void print(TraceFile trace, Console console) throws IOException;
    }

    private static final class Options {
        private final InputFile input = new InputFile("list");
        private final List<Listing> own = new ArrayList<>();
        private final List<Listing> ofFile = new ArrayList<>();
        private final List<String> live = new ArrayList<>();
        private boolean formats;
        private boolean full;
        private boolean help;
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = table(options);
        List<String> operands = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        Pattern names = names(operands);
        if (options.live.contains("-e")) {
            options.live.remove("-e");
            options.ofFile.add((trace, to) -> events(trace, names, options, to));
        }
        return print(options, console);
    }

    private static OptionTable table(Options options) {
        return new OptionTable("list [OPTION]... [REGEX]")
                .value(
                        'i',
                        null,
                        "FILE",
                        "of FILE; without it -e, -s, -B, -C would need this kernel",
                        options.input::take)
                .flag('e', null, "events, those that match REGEX", value -> options.live.add("-e"))
                .flag('F', null, "with -e: their fields", value -> options.formats = true)
                .flag("full", "with -e and -F: their print fmts also", value -> options.full = true)
                .flag('s', null, "event systems", value -> options.ofFile.add(ListCommand::systems))
                .flag('B', null, "buffers", value -> options.ofFile.add(ListCommand::buffers))
                .flag(
                        'C',
                        null,
                        "trace clocks, the one in use in brackets",
                        v -> options.ofFile.add(ListCommand::clocks))
                .flag('c', null, "compressions", value -> options.own.add((trace, to) -> to.print(COMPRESSIONS)))
                .flag(
                        'O',
                        null,
                        "options of plug-ins",
                        v -> options.own.add((t, to) -> to.print(OptionsCommand.text())))
                .flag('P', null, "plug-ins", value -> options.own.add(ListCommand::plugins))
                .flag('t', null, "tracers of this kernel", value -> options.own.add(ListCommand::tracers))
                .flag('p', null, "as -t", value -> options.own.add(ListCommand::tracers))
                .flag('o', null, "trace options (of this kernel)", value -> options.live.add("-o"))
                .flag('f', null, "functions (of this kernel)", value -> options.live.add("-f"))
                .flag('h', "help", "print this", value -> options.help = true);
    }

    private static void tracers(TraceFile trace, Console console) throws IOException {
        Path root = Tracefs.mountPoint()
                .orElseThrow(() -> new IOException(
                        "list -t: no tracefs is mounted on this machine: mount -t tracefs nodev /sys/kernel/tracing"));
        console.print(String.join(" ", Tracefs.readOnly(root).availableTracers()) + "\n");
    }

    private static Pattern names(List<String> operands) throws UsageException {
        if (operands.size() > 1) {
            throw new UsageException("list: one regular expression, not " + operands.size());
        }
        try {
            return Pattern.compile(operands.isEmpty() ? "" : operands.get(0), Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new UsageException("list: '" + operands.get(0) + "': " + e.getDescription());
        }
    }

    private static int print(Options options, Console console) throws IOException, UsageException {
        if (options.own.isEmpty() && options.ofFile.isEmpty() && options.live.isEmpty()) {
            throw new UsageException("list: what? see 'jftrace list --help'");
        }
        for (Listing listing : options.own) {
            listing.print(null, console);
        }
        if (!options.live.isEmpty()) {
            throw new IOException("list " + options.live.get(0) + ": needs a running kernel, which is not read yet");
        }
        if (options.ofFile.isEmpty()) {
            return ExitStatus.DONE;
        }
        if (!options.input.isGiven()) {
            throw new IOException("list: needs a running kernel, which is not read yet: name a file with -i");
        }
        try (TraceFile trace = TraceFile.salvage(options.input.path())) {
            for (Listing listing : options.ofFile) {
                listing.print(trace, console);
            }
            return InputFile.tellFaults(trace, console);
        }
    }

    private static void plugins(TraceFile none, Console console) throws IOException {
        for (String plugin : PLUGINS) {
            console.print("  " + plugin + "\n");
        }
    }

    private static void events(TraceFile trace, Pattern names, Options options, Console console) throws IOException {
        StringBuilder text = new StringBuilder();
        for (EventFormat format : trace.catalog().formats()) {
            if (names.matcher(format.toString()).find()) {
                text.append(options.formats ? format(format, options.full) : format + "\n");
            }
        }
        console.print(text.toString());
    }

    private static String format(EventFormat format, boolean full) {
        int end = full ? -1 : format.text().indexOf("\nprint fmt:");
        String text = end < 0 ? format.text() : format.text().substring(0, end);
        return "system: " + format.system() + "\n" + text.stripTrailing() + "\n\n";
    }

    private static void systems(TraceFile trace, Console console) throws IOException {
        TreeSet<String> systems = new TreeSet<>();
        trace.catalog().formats().forEach(format -> systems.add(format.system()));
        console.print(String.join("\n", systems) + "\n");
    }

    private static void buffers(TraceFile trace, Console console) throws IOException {
        for (TraceBuffer buffer : trace.buffers()) {
            if (!buffer.name().isEmpty()) {
                console.print(buffer.name() + "\n");
            }
        }
    }

    private static void clocks(TraceFile trace, Console console) throws IOException {
        String clocks = trace.option(TraceOption.TraceClock.class)
                .map(TraceOption.TraceClock::text)
                .orElse("");
        console.print(clocks.strip() + "\n");
    }
}
