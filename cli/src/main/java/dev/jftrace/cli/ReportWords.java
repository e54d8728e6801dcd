package dev.jftrace.cli;

import dev.jftrace.analysis.graph.GraphOptions;
import dev.jftrace.analysis.profile.ProfileHook;
import dev.jftrace.analysis.report.ReportOptions;
import dev.jftrace.analysis.report.plugin.PluginOptions;
import dev.jftrace.event.filter.EventPattern;
import dev.jftrace.event.filter.FilterException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** The command line of {@code jftrace report}. The meaning of many options depends on what stood before them. */
final class ReportWords {
    private static final String DEFAULT_INPUT = "trace.dat";
    private static final List<String> PLUGIN_OPTIONS = List.of(
            "ftrace:parent",
            "ftrace:indent",
            "ftrace:offset",
            "fgraph:tailprint",
            "fgraph:depth",
            "fgraph:retval-skip",
            "fgraph:retval-dec",
            "fgraph:retval-hex");

    /** What is asked for instead of the events. */
    enum Listing {
        EVENTS,
        ENDIAN,
        PAGE_SIZE,
        FORMATS,
        CHECK,
        FUNCTIONS,
        PRINTKS,
        NAMES,
        CPUS,
        STAT,
        UNAME,
        VERSION
    }

    private final ReportInput all = new ReportInput(null);
    private final List<ReportInput> inputs = new ArrayList<>();
    private final List<String> pids = new ArrayList<>();
    private final List<String> comms = new ArrayList<>();
    private final List<EventPattern> rawEvents = new ArrayList<>();
    private final List<EventPattern> plainEvents = new ArrayList<>();
    private final List<ProfileHook> hooks = new ArrayList<>();
    private final BitSet cpus = new BitSet();
    private final OptionTable table;
    private ReportOptions options = ReportOptions.defaults();
    private ReportForm form = ReportForm.LINES;
    private boolean compensate;
    private GraphOptions graphOptions = GraphOptions.DEFAULT;
    private Listing listing = Listing.EVENTS;
    private String formats = "";
    private String kallsyms;
    private ColorChoice color = ColorChoice.AUTO;
    private boolean negative;
    private boolean help;
    private boolean describeFilters;
    private boolean wakeups;
    private boolean withoutIrqs;
    private boolean withoutSoftirqs;
    private boolean quiet;
    private boolean firstEvent;
    private boolean lastEvent;
    private boolean checkTimes;
    private boolean rawTimes;
    private boolean alignTimes;
    private boolean withoutDate;
    private boolean pager = true;
    private boolean globalInterrupts;
    private boolean byComm;

    private ReportWords() {
        table = new OptionTable("report [OPTION]... [FILE]...");
        addInputs();
        addLines();
        addForms();
        addProfile();
        addEvents();
        addTimes();
        addListings();
    }

    static ReportWords parse(List<String> words) throws UsageException {
        ReportWords parsed = new ReportWords();
        for (String operand : parsed.table.take(words)) {
            parsed.inputs.add(new ReportInput(operand));
        }
        if (parsed.inputs.isEmpty()) {
            parsed.inputs.add(new ReportInput(DEFAULT_INPUT));
        }
        if (parsed.form != ReportForm.LINES && parsed.wakeups || parsed.form.isGraph() && parsed.hasSelection()) {
            throw new UsageException("report: -w, and filters beside --graph, are of trace-cmd's lines only");
        }
        if (parsed.wakeups && parsed.inputs.size() > 1) {
            throw new UsageException("report: -w takes one file at a time");
        }
        return parsed;
    }

    private boolean hasSelection() {
        return !pids.isEmpty()
                || !comms.isEmpty()
                || !cpus.isEmpty()
                || !all.filters().isEmpty()
                || inputs.stream().anyMatch(input -> !input.filters().isEmpty());
    }

    private void addInputs() {
        table.value('i', null, "FILE", "read FILE (default trace.dat); several are merged", this::input)
                .flag('q', null, "no warnings", value -> quiet = true)
                .value("kallsyms", "FILE", "more names of functions, as in /proc/kallsyms", file -> kallsyms = file)
                .flag("no-pager", "print at once, even to a terminal", value -> pager = false)
                .optional('\0', "color", "WHEN", "auto (default), always, never", this::color)
                .optional('V', "verbose", "LEVEL", "accepted for trace-cmd's sake", value -> {})
                .flag('h', "help", "print this", value -> help = true);
    }

    private void addLines() {
        change('t', null, "times with 9 decimals", with -> with.withNanoseconds(true));
        change('l', null, "latency format", with -> with.withLatency(true));
        change('R', null, "raw fields", with -> with.withRaw(true));
        table.value('r', null, "EVENT", "raw fields of events of that name", name -> rawEvents.add(pattern(name)));
        change('N', null, "no plug-ins", with -> with.withPlugins(false));
        table.value('n', null, "EVENT", "no plug-in for events of that name", name -> plainEvents.add(pattern(name)))
                .flag('L', null, "accepted for trace-cmd's sake: all plug-ins are built in", value -> {})
                .value('O', null, "[PLUGIN:]NAME[=1|0]", "set an option of a plug-in, or turn it over", this::plugin)
                .flag('w', null, "wakeup latencies", value -> wakeups = true);
    }

    private void addForms() {
        table.flag("json", "an object a line, with typed fields", value -> form = ReportForm.JSON)
                .flag("kernel-format", "the text of the kernel's file trace", value -> form = ReportForm.KERNEL)
                .optional('\0', "graph", "VIEW", "function_graph text, by cpu (default) or task", this::graph);
        table.flag("compensate", "with --graph: durations without what recording took", value -> compensate = true);
        change('\0', "boundary", "a line where a sub-buffer begins", with -> with.withBoundaries(true));
        change('\0', "debug", "where each event stands in the ring buffer", with -> with.withPlaces(true));
        change('\0', "compat", "trace-cmd's text also where it is wrong", with -> with.withCompat(true));
    }

    private void addProfile() {
        table.flag("profile", "what each task spent its time on", value -> form = ReportForm.PROFILE)
                .flag('G', null, "with --profile: interrupts count for their CPU", value -> globalInterrupts = true)
                .value('H', null, "HOOK", "with --profile: EVENT,FIELD[,PID]/EVENT,FIELD[,FLAGS] is a pair", this::hook)
                .flag("by-comm", "with --profile: tasks of one name count as one", value -> byComm = true);
    }

    private void hook(String text) throws UsageException {
        try {
            hooks.add(ProfileHook.parse(text));
        } catch (IllegalArgumentException e) {
            throw new UsageException("report: -H " + text + ": " + e.getMessage());
        }
    }

    boolean compensate() {
        return compensate;
    }

    private void graph(String view) throws UsageException {
        form = ReportForm.graph(view);
        graphOptions = form == ReportForm.GRAPH_BY_TASK ? GraphOptions.BY_TASK : GraphOptions.DEFAULT;
    }

    private void change(char letter, String name, String help, UnaryOperator<ReportOptions> change) {
        table.flag(letter, name, help, value -> options = change.apply(options));
    }

    private void addEvents() {
        table.value('F', null, "FILTER", "only events that pass; of the -i before it", this::filter)
                .flag('v', null, "all later -F are of events that are not shown", value -> negative())
                .flag('T', "filter-test", "tell how the filters were understood", value -> describeFilters = true)
                .value("pid", "PID[,PID]...", "only events of or about these tasks", list -> add(list, pids))
                .value("comm", "COMM[,COMM]...", "the same by their names", list -> add(list, comms))
                .value("cpu", "LIST", "only CPUs of the list, as 0,2-4", list -> CpuList.add(cpus, "report", list))
                .flag('I', null, "no events in hard interrupts", value -> withoutIrqs = true)
                .flag('S', null, "no events in soft interrupts", value -> withoutSoftirqs = true);
    }

    private void addTimes() {
        change('\0', "ts-diff", "a column with the time since the event before", with -> with.withDifferences(true));
        table.value(
                        "ts-offset",
                        "NS",
                        "added to all times; of the -i before it",
                        value -> last().offset(number("--ts-offset", value)))
                .value("ts2secs", "HZ", "the clock's frequency; of the -i before it", this::frequency)
                .flag("ts-check", "warn of times that go backwards", value -> checkTimes = true)
                .flag("raw-ts", "times as they were recorded", value -> rawTimes = true)
                .flag("align-ts", "times from the first event on", value -> alignTimes = true)
                .flag("nodate", "without the offset to the wall clock", value -> withoutDate = true);
    }

    private void addListings() {
        table.flag('e', null, "the byte orders of file and host", value -> listing = Listing.ENDIAN)
                .flag('p', null, "the page sizes of file and host", value -> listing = Listing.PAGE_SIZE)
                .flag('f', null, "the functions", value -> listing = Listing.FUNCTIONS)
                .flag('P', null, "the formats of trace_printk()", value -> listing = Listing.PRINTKS)
                .flag('E', null, "the names of all events", value -> listing = Listing.NAMES)
                .flag("events", "the formats of all events", value -> formats(".*"))
                .value("event", "[SYSTEM:]REGEX", "the formats of events", this::formats)
                .flag("check-events", "tell which formats can't be followed", value -> listing = Listing.CHECK)
                .flag("cpus", "the CPUs with events", value -> listing = Listing.CPUS)
                .flag("first-event", "the first time of each CPU", value -> {
                    listing = Listing.CPUS;
                    firstEvent = true;
                })
                .flag("last-event", "the last time of each CPU", value -> {
                    listing = Listing.CPUS;
                    lastEvent = true;
                })
                .flag("stat", "the statistics of the kernel's buffers", value -> listing = Listing.STAT)
                .flag("uname", "what machine was traced", value -> listing = Listing.UNAME)
                .flag("version", "what program recorded", value -> listing = Listing.VERSION);
    }

    private void input(String file) {
        inputs.add(new ReportInput(file));
    }

    /** What an option is said of: the file before it, or all of them. */
    private ReportInput last() {
        return inputs.isEmpty() ? all : inputs.getLast();
    }

    private void filter(String text) {
        last().filters().add(new ReportInput.FilterWord(text, negative));
    }

    private void negative() throws UsageException {
        if (negative) {
            throw new UsageException("report: one -v is enough: it is of all -F behind it");
        }
        negative = true;
    }

    private void frequency(String value) throws UsageException {
        long hertz = number("--ts2secs", value);
        if (hertz <= 0) {
            throw new UsageException("report: --ts2secs " + value + ": expected a frequency in hertz");
        }
        last().hertz(hertz);
        options = options.withNanosecondDifferences(true);
    }

    private void formats(String regex) {
        listing = Listing.FORMATS;
        formats = regex;
    }

    private void color(String word) throws UsageException {
        color = ColorChoice.parse("report", word);
    }

    /** Without a value it is turned over. */
    private void plugin(String word) throws UsageException {
        if (word.startsWith("funcgraph-") || word.startsWith("nofuncgraph-")) {
            graphOptions = graphOptions.with(word);
            if (graphOptions == null) {
                throw new UsageException("report: -O " + word + ": no such option of function_graph");
            }
            return;
        }
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        List<String> found = PLUGIN_OPTIONS.stream()
                .filter(option -> option.equals(name) || option.endsWith(":" + name))
                .toList();
        if (found.isEmpty()) {
            throw new UsageException("report: -O " + word + ": no such option of a plug-in; there are "
                    + String.join(", ", PLUGIN_OPTIONS));
        }
        PluginOptions plugins = options.pluginOptions();
        for (String option : found) {
            plugins = plugins.with(option, equals < 0 ? !plugins.isSet(option) : isOn(word, equals + 1));
        }
        options = options.withPluginOptions(plugins);
    }

    private static boolean isOn(String word, int at) throws UsageException {
        return switch (word.substring(at)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new UsageException("report: -O " + word + ": expected 1 or 0 behind the =");
        };
    }

    private static void add(String list, List<String> words) {
        for (String word : list.split(",")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
    }

    private static EventPattern pattern(String name) throws UsageException {
        try {
            return EventPattern.parse(name);
        } catch (FilterException e) {
            throw new UsageException("report: '" + name + "': " + e.what());
        }
    }

    private static long number(String option, String value) throws UsageException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new UsageException("report: " + option + ": expected a number, found '" + value + "'");
        }
    }

    String helpText() {
        return table.help();
    }

    boolean isHelp() {
        return help;
    }

    /** What was said of all files. */
    ReportInput all() {
        return all;
    }

    List<ReportInput> inputs() {
        return inputs;
    }

    List<String> pids() {
        return pids;
    }

    List<String> comms() {
        return comms;
    }

    /** None for all. */
    BitSet cpus() {
        return cpus;
    }

    ReportOptions options() {
        return options.withRawEvents(rawEvents).withPlainEvents(plainEvents);
    }

    ReportForm form() {
        return form;
    }

    GraphOptions graphOptions() {
        return graphOptions;
    }

    List<ProfileHook> hooks() {
        return hooks;
    }

    boolean countsInterruptsForCpus() {
        return globalInterrupts;
    }

    boolean mergesComms() {
        return byComm;
    }

    Listing listing() {
        return listing;
    }

    String formats() {
        return formats;
    }

    /** Null for none. */
    String kallsyms() {
        return kallsyms;
    }

    ColorChoice color() {
        return color;
    }

    boolean isPaged() {
        return pager;
    }

    boolean describesFilters() {
        return describeFilters;
    }

    boolean tellsWakeups() {
        return wakeups;
    }

    boolean isWithoutIrqs() {
        return withoutIrqs;
    }

    boolean isWithoutSoftirqs() {
        return withoutSoftirqs;
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean tellsFirstEvent() {
        return firstEvent;
    }

    boolean tellsLastEvent() {
        return lastEvent;
    }

    boolean checksTimes() {
        return checkTimes;
    }

    boolean isRawTimes() {
        return rawTimes;
    }

    boolean alignsTimes() {
        return alignTimes;
    }

    boolean isWithoutDate() {
        return withoutDate;
    }
}
