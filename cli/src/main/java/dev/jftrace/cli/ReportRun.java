package dev.jftrace.cli;

import dev.jftrace.analysis.graph.FunctionGraph;
import dev.jftrace.analysis.graph.GraphOptions;
import dev.jftrace.analysis.graph.GraphView;
import dev.jftrace.analysis.graph.HookCost;
import dev.jftrace.analysis.graph.TaskGraph;
import dev.jftrace.analysis.json.JsonReport;
import dev.jftrace.analysis.kernel.KernelReport;
import dev.jftrace.analysis.report.ParallelReport;
import dev.jftrace.analysis.report.Report;
import dev.jftrace.analysis.report.ReportOptions;
import dev.jftrace.analysis.report.WakeupLatencies;
import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceText;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceFaults;
import dev.jftrace.event.filter.EventFilters;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** One report, from the files to the last line. */
final class ReportRun {
    private static final int FLUSH_BYTES = 1 << 18;
    private static final int MOST_THREADS = 4;

    private final ReportWords words;
    private final ReportOptions options;
    private final boolean terminal;
    private final TextBuffer text = new TextBuffer();
    private final List<ReportTrace> traces = new ArrayList<>();

    /** @param terminal whether the text goes to one */
    ReportRun(ReportWords words, boolean colored, boolean terminal) {
        this.words = words;
        this.terminal = terminal;
        options = words.options().withColors(colored);
    }

    /** @param pager the command to show the text with; null for none */
    int print(Console console, String pager) throws IOException, InterruptedException, UsageException {
        try {
            for (ReportInput input : words.inputs()) {
                ReportTrace trace = ReportTrace.open(input, words);
                traces.add(trace);
                if (!words.isQuiet()) {
                    trace.file().warnings().forEach(console::say);
                }
            }
            for (ReportTrace trace : traces) {
                trace.prepareFilters(console);
            }
            return pager == null ? print(console) : page(console, pager);
        } finally {
            for (ReportTrace trace : traces) {
                trace.close();
            }
        }
    }

    private int page(Console console, String command) throws IOException, InterruptedException, UsageException {
        try (Pager pager = Pager.start(command)) {
            return print(pager.console(console));
        } catch (OutputClosedException e) {
            return ExitStatus.DONE;
        }
    }

    private int print(Console console) throws IOException, InterruptedException, UsageException {
        int status;
        try {
            status = listing(console);
        } finally {
            flush(console);
        }
        return tellFaults(console) ? ExitStatus.FAILED : status;
    }

    private boolean tellFaults(Console console) {
        boolean found = false;
        for (ReportTrace trace : traces) {
            TraceFaults faults = trace.faults();
            for (IOException fault : trace.file().faults()) {
                console.say(fault.getMessage());
                found = true;
            }
            if (faults.first() != null) {
                long more = faults.count() - 1;
                String also =
                        more == 0 ? "" : "; " + more + (more == 1 ? " place more is" : " places more are") + " damaged";
                console.say(faults.first().getMessage() + also);
                found = true;
            }
        }
        return found;
    }

    /** Most listings are of the first file, as in trace-cmd. */
    private int listing(Console console) throws IOException, InterruptedException, UsageException {
        TraceListing listing = new TraceListing(traces.get(0).file(), text);
        switch (words.listing()) {
            case ENDIAN -> listing.byteOrder();
            case PAGE_SIZE -> listing.pageSize();
            case FORMATS -> listing.formats(words.formats());
            case FUNCTIONS -> listing.functions();
            case PRINTKS -> listing.printks();
            case NAMES -> listing.names();
            case CHECK -> {
                return listing.check(console) == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
            }
            case CPUS -> {
                for (ReportTrace trace : traces) {
                    new BufferListing(trace, text).cpus(words);
                }
            }
            default -> events(console);
        }
        return ExitStatus.DONE;
    }

    private void events(Console console) throws IOException, InterruptedException, UsageException {
        if (words.listing() == ReportWords.Listing.EVENTS && words.form() != ReportForm.LINES) {
            otherForm(console);
            return;
        }
        boolean events = words.listing() == ReportWords.Listing.EVENTS;
        int width = 0;
        for (ReportTrace trace : traces) {
            width = Math.max(width, trace.input().baseName().length());
        }
        for (ReportTrace trace : traces) {
            trace.filterDescription()
                    .forEach(filter -> text.append(" '").append(filter).append("'\n"));
            header(trace, width);
            if (!events) {
                recording(trace);
            } else if (!trace.file().texts().isEmpty()) {
                latencyText(trace, console);
                return;
            }
            for (TraceBuffer buffer : trace.file().buffers()) {
                width = Math.max(width, buffer.name().length());
            }
        }
        if (events) {
            report(console);
        }
    }

    private void profile(Console console) throws IOException {
        for (ReportTrace trace : traces) {
            header(trace, 0);
        }
        align();
        Merge merge = merge();
        ReportSelection selection = selection(merge, console);
        ReportProfiles profiles = new ReportProfiles(words, merge.sources(), traces, console);
        EventStream stream = EventStream.of(merge.sources());
        try {
            profiles.addAll(stream, selection);
        } finally {
            selection.end();
        }
        print(profiles::next, console);
    }

    private void otherForm(Console console) throws IOException {
        if (words.form().isGraph()) {
            for (ReportTrace trace : traces) {
                graphs(trace, console);
            }
            return;
        }
        if (words.form() == ReportForm.PROFILE) {
            profile(console);
            return;
        }
        align();
        Merge merge = merge();
        ReportSelection selection = selection(merge, console);
        EventStream stream = EventStream.of(merge.sources());
        if (words.form() == ReportForm.JSON) {
            JsonReport report = new JsonReport(stream, selection);
            print(report::next, console);
        } else {
            KernelReport.header("nop", text);
            KernelReport report = new KernelReport(stream, selection);
            print(report::next, console);
        }
    }

    /** A text of each buffer. */
    private void graphs(ReportTrace trace, Console console) throws IOException {
        List<EventStream.Source> buffers = new ArrayList<>(trace.topSource(""));
        buffers.addAll(trace.instanceSources());
        for (EventStream.Source buffer : buffers) {
            if (buffers.size() > 1 || traces.size() > 1) {
                text.append("# ")
                        .append(trace.input().baseName())
                        .append(' ')
                        .append(buffer.name())
                        .append('\n');
            }
            EventStream stream = EventStream.of(List.of(buffer));
            GraphOptions graph = words.graphOptions();
            HookCost cost = words.compensate() ? hookCost(trace) : null;
            GraphView view = words.form() == ReportForm.GRAPH_BY_TASK
                    ? GraphView.perTask(new TaskGraph(graph, trace.cpus()).without(cost), stream)
                    : GraphView.perCpu(
                            FunctionGraph.of(trace.file().catalog(), graph, trace.cpus())
                                    .without(cost),
                            stream);
            view.header(text);
            print(view::next, console);
        }
    }

    private static HookCost hookCost(ReportTrace trace) throws IOException {
        HookCost cost = trace.file()
                .option(TraceOption.Version.class)
                .map(version -> HookCost.in(version.text()))
                .orElse(null);
        if (cost == null) {
            throw new IOException(
                    trace.input().baseName() + ": --compensate: it does not tell what recording a call took, as"
                            + " recordings of a JVM with function_graph do");
        }
        return cost;
    }

    /** Appends the next event; false at the end. */
    private interface Lines {
        boolean next(TextBuffer out) throws IOException;
    }

    private void print(Lines lines, Console console) throws IOException {
        while (lines.next(text)) {
            if (text.length() > FLUSH_BYTES) {
                flush(console);
            }
        }
    }

    /** A trace that does not name its clock as an option, which every recorder does, has its differences in ns. */
    private ReportOptions lineOptions() {
        boolean named =
                traces.get(0).file().option(TraceOption.TraceClock.class).isPresent();
        return named ? options : options.withNanosecondDifferences(true);
    }

    private void header(ReportTrace trace, int width) {
        if (traces.size() > 1) {
            int from = text.length();
            text.append(trace.input().baseName()).alignRight(from, width, ' ').append(": ");
        }
        Report.header(trace.cpus(), text);
    }

    private void recording(ReportTrace trace) throws IOException {
        BufferListing listing = new BufferListing(trace, text);
        switch (words.listing()) {
            case STAT -> listing.statistics();
            case UNAME -> {
                listing.machine();
                listing.version();
            }
            default -> listing.version();
        }
    }

    /** What the kernel printed itself, with a new line behind it. */
    private void latencyText(ReportTrace trace, Console console)
            throws IOException, InterruptedException, UsageException {
        if (traces.size() > 1) {
            throw new UsageException("report: " + trace.file().name()
                    + " holds text that the kernel printed: it can't be merged with other files");
        }
        flush(console);
        for (TraceText part : trace.file().texts()) {
            try (InputStream in = part.open()) {
                in.transferTo(console.out());
            }
        }
        text.append('\n');
    }

    private void report(Console console) throws IOException, InterruptedException {
        align();
        Merge merge = merge();
        ReportSelection selection = selection(merge, console);
        WakeupLatencies wakeups =
                words.tellsWakeups() ? new WakeupLatencies(traces.get(0).file().catalog()) : null;
        try {
            print(EventStream.of(merge.sources()), selection, wakeups, console);
        } finally {
            selection.end();
        }
        if (wakeups != null) {
            wakeups.summary(text);
        }
    }

    /** All buffers of all files: the top ones first, as trace-cmd orders them. */
    private record Merge(List<EventStream.Source> sources, List<EventFilters> filters) {}

    private Merge merge() {
        Merge merge = new Merge(new ArrayList<>(), new ArrayList<>());
        boolean several = traces.size() > 1;
        for (ReportTrace trace : traces) {
            add(trace, trace.topSource(several ? trace.input().baseName() : ""), merge.sources(), merge.filters());
        }
        for (ReportTrace trace : traces) {
            add(trace, trace.instanceSources(), merge.sources(), merge.filters());
        }
        return merge;
    }

    private ReportSelection selection(Merge merge, Console console) {
        Progress progress = new Progress(!terminal && Terminal.ERR.isThere() ? console.err() : null);
        Console warnings = words.isQuiet() ? console.withoutWarnings() : console;
        return new ReportSelection(words, merge.sources(), merge.filters(), warnings, progress);
    }

    private static void add(
            ReportTrace trace,
            List<EventStream.Source> more,
            List<EventStream.Source> sources,
            List<EventFilters> filters) {
        for (EventStream.Source source : more) {
            sources.add(source);
            filters.add(trace.filters());
        }
    }

    private void align() throws IOException {
        if (!words.alignsTimes()) {
            return;
        }
        long first = -1;
        for (ReportTrace trace : traces) {
            long time = trace.firstTime();
            first = Long.compareUnsigned(time, first) < 0 ? time : first;
        }
        for (ReportTrace trace : traces) {
            trace.align(first == -1 ? 0 : first);
        }
    }

    /** Wakeup latencies and places are told in the order of the events; all else is made by as many threads as there are cores. */
    private void print(EventStream stream, ReportSelection selection, WakeupLatencies wakeups, Console console)
            throws IOException, InterruptedException {
        flush(console);
        if (wakeups == null && !options.boundaries()) {
            int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
            stream.passingOver(selection.skip());
            new ParallelReport(lineOptions(), stream, selection::test, made -> flush(made, console)).print(threads);
            return;
        }
        Report report = new Report(lineOptions(), stream, selection, wakeups);
        print(report::next, console);
    }

    private void flush(Console console) throws IOException {
        flush(text, console);
    }

    private static void flush(TextBuffer text, Console console) throws IOException {
        try {
            text.flushTo(console.out());
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }
}
