package dev.jftrace.cli;

import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.EventFormat;
import dev.jftrace.record.kernel.RunningTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code jftrace list}: what a running kernel has, what a trace.dat has, and what this program knows. */
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
        return "list what a kernel, a trace.dat or this program has";
    }

    /** Prints one kind of thing that a trace.dat has. */
    private interface Listing {
        void print(TraceFile trace, Console console) throws IOException, UsageException;
    }

    /** Prints one kind of thing that is here. */
    private interface LiveList {
        void print(LiveListing live) throws IOException, UsageException;
    }

    private static final class Options {
        private final InputFile input = new InputFile("list");
        private final List<String> own = new ArrayList<>();
        private final List<Listing> ofFile = new ArrayList<>();
        private final List<LiveList> live = new ArrayList<>();
        private final TreeOption tree = new TreeOption();
        private final ListWords words;
        private String eventFile;
        private boolean formats;
        private boolean full;
        private boolean prototypes;
        private boolean jvms;
        private boolean events;
        private boolean help;

        Options(ListWords words) {
            this.words = words;
        }

        void add(Listing file, LiveList here) {
            ofFile.add(file);
            live.add(here);
        }

        /** {@code -e --jvm}, or {@code -e jvm:}: those that any JVM has, of which none need run. */
        boolean asksForEventsOfJvms() {
            String regex = words.of('e');
            return events && !tree.isOfJvm() && (jvms || regex != null && JvmEventOptions.isMeant(regex));
        }

        boolean isEmpty() {
            return own.isEmpty() && ofFile.isEmpty() && live.isEmpty();
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options(new ListWords(words));
        OptionTable table = table(options);
        List<String> operands = table.take(options.words.options());
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        options.words.operands(operands);
        return print(options, console);
    }

    private static OptionTable table(Options options) {
        OptionTable table = new OptionTable("list [OPTION [REGEX]]...");
        options.tree.addJvms(table, () -> options.jvms = true);
        return table.value('i', null, "FILE", "of FILE; without it, of the running kernel", options.input::take)
                .flag('e', null, "events, those that match REGEX", v -> {
                    options.events = true;
                    options.add((trace, to) -> events(trace, options, to), live -> events(live, options));
                })
                .flag('F', null, "with -e: their fields", value -> options.formats = true)
                .flag("full", "with -e and -F: their print fmts also", value -> options.full = true)
                .flag('R', null, "with -e: their triggers", value -> options.eventFile = "trigger")
                .flag('l', null, "with -e: their filters", value -> options.eventFile = "filter")
                .flag('s', null, "event systems", v -> options.add(ListCommand::systems, LiveListing::systems))
                .flag(
                        'B',
                        null,
                        "buffers but the top one",
                        v -> options.add(ListCommand::buffers, LiveListing::instances))
                .flag(
                        'C',
                        null,
                        "trace clocks, the one in use in brackets",
                        v -> options.add(ListCommand::clocks, LiveListing::clocks))
                .flag('t', null, "tracers", value -> options.live.add(LiveListing::tracers))
                .flag('p', null, "as -t", value -> options.live.add(LiveListing::tracers))
                .flag(
                        'o',
                        null,
                        "trace options, those that match REGEX",
                        v -> options.live.add(live -> live.options(options.words.of('o'))))
                .flag(
                        'f',
                        null,
                        "functions that can be traced, those that match REGEX",
                        v -> options.live.add(live -> live.functions(options.words.of('f'), types(options))))
                .flag("proto", "with -f: as C declares them, where the kernel has BTF", v -> options.prototypes = true)
                .flag(
                        'k',
                        null,
                        "dynamic events: probes and synthetic events",
                        v -> options.live.add(LiveListing::dynamicEvents))
                .flag('c', null, "compressions", value -> options.own.add(COMPRESSIONS))
                .flag('O', null, "options of plug-ins", value -> options.own.add(OptionsCommand.text()))
                .flag('P', null, "plug-ins", value -> options.own.add(plugins()))
                .flag('h', "help", "print this", value -> options.help = true);
    }

    private static RunningTypes types(Options options) {
        return options.prototypes ? new RunningTypes() : null;
    }

    private static int print(Options options, Console console) throws IOException, UsageException {
        for (String text : options.own) {
            console.print(text);
        }
        if (options.input.isGiven()) {
            return printFile(options, console);
        }
        if (options.asksForEventsOfJvms()) {
            console.print(JvmListing.events(options.words.pattern('e')));
            return ExitStatus.DONE;
        }
        if (options.jvms) {
            console.print(JvmListing.text());
        }
        if (!options.live.isEmpty() || options.isEmpty() && !options.jvms) {
            try {
                printLive(options, new LiveListing(options.tree.toList(), console), console);
            } finally {
                options.tree.leave();
            }
        }
        return ExitStatus.DONE;
    }

    private static void printLive(Options options, LiveListing live, Console console)
            throws IOException, UsageException {
        for (LiveList list : options.live) {
            list.print(live);
        }
        if (options.isEmpty()) {
            all(live, console);
        }
    }

    private static void all(LiveListing live, Console console) throws IOException, UsageException {
        console.print("event systems:\n");
        live.systems();
        console.print("events:\n");
        live.allEvents();
        console.print("\ntracers:\n");
        live.tracers();
        console.print("\noptions:\n");
        live.options(null);
        console.print(COMPRESSIONS);
    }

    private static int printFile(Options options, Console console) throws IOException, UsageException {
        if (options.ofFile.isEmpty()) {
            throw new UsageException("list: what of the file? -e, -s, -B or -C; see 'jftrace list --help'");
        }
        try (TraceFile trace = TraceFile.salvage(options.input.path())) {
            for (Listing listing : options.ofFile) {
                listing.print(trace, console);
            }
            return InputFile.tellFaults(trace, console);
        }
    }

    private static void events(LiveListing live, Options options) throws IOException, UsageException {
        String regex = options.words.of('e');
        boolean ofEach = options.formats || options.eventFile != null;
        if (regex == null && ofEach) {
            throw new UsageException("list: when their files are wanted, events must be named: list -e REGEX -F");
        }
        if (regex == null) {
            live.allEvents();
        } else if (options.formats) {
            live.formats(regex, options.full);
        } else {
            live.events(regex, options.eventFile);
        }
    }

    private static String plugins() {
        return PLUGINS.stream().map(plugin -> "  " + plugin + "\n").collect(Collectors.joining());
    }

    private static void events(TraceFile trace, Options options, Console console) throws IOException, UsageException {
        Predicate<String> names = options.words.pattern('e');
        StringBuilder text = new StringBuilder();
        for (EventFormat format : trace.catalog().formats()) {
            if (names.test(format.toString())) {
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
