package dev.jftrace.cli;

import dev.jftrace.analysis.hist.CallHistogram;
import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.CpuCursor;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.RecoveringCursor;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.TraceFaults;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code jftrace hist}: how often what was reached, and through which calls. */
final class HistCommand implements Command {
    @Override
    public String name() {
        return "hist";
    }

    @Override
    public String summary() {
        return "print a histogram: call chains of a trace.dat, or what a kernel counts";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        InputFile input = new InputFile("hist");
        boolean[] merged = {false};
        boolean[] tsv = {false};
        String[] live = new String[2];
        boolean[] help = {false};
        OptionTable table = new OptionTable("hist [OPTION]... [FILE]")
                .value('i', null, "FILE", "read FILE (default trace.dat)", input::take)
                .flag('P', null, "count all tasks as one", value -> merged[0] = true)
                .value(
                        'e',
                        null,
                        "EVENT",
                        "of the running kernel: the histograms of EVENT's triggers",
                        v -> live[0] = v)
                .value('B', null, "NAME", "with -e: of this instance", value -> live[1] = value)
                .flag("tsv", "with -e: a line a row, TAB between the columns", value -> tsv[0] = true)
                .flag('h', "help", "print this", value -> help[0] = true);
        for (String operand : table.take(words)) {
            input.take(operand);
        }
        if (help[0]) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (live[0] != null) {
            var instance = InstanceSelection.existing(new TreeOption().toRead(), live[1]);
            new LiveHistograms(instance, console).print(live[0], tsv[0]);
            return ExitStatus.DONE;
        }
        try (TraceFile trace = TraceFile.salvage(input.path())) {
            trace.warnings().forEach(console::say);
            return print(trace, merged[0], console);
        }
    }

    private static int print(TraceFile trace, boolean merged, Console console) throws IOException {
        TraceFaults faults = new TraceFaults();
        Map<String, CallHistogram> histograms = new LinkedHashMap<>();
        for (TraceBuffer buffer : trace.buffers()) {
            CallHistogram histogram = new CallHistogram(trace.catalog(), merged);
            count(buffer, histogram, faults);
            if (!histogram.isEmpty()) {
                histograms.put(buffer.name(), histogram);
            }
        }
        for (Map.Entry<String, CallHistogram> histogram : histograms.entrySet()) {
            if (histograms.size() > 1) {
                console.print("# " + (trace.name() + ' ' + histogram.getKey()).strip() + '\n');
            }
            histogram.getValue().print(console.checked());
        }
        return tell(trace, faults, histograms.isEmpty(), console);
    }

    /** CPU after CPU. */
    private static void count(TraceBuffer buffer, CallHistogram histogram, TraceFaults faults) throws IOException {
        for (CpuCursor cursor : buffer.cursors()) {
            EventStream events = EventStream.of(histogram.catalog(), List.of(new RecoveringCursor(cursor, faults)));
            for (TraceEvent event = events.next(); event != null; event = events.next()) {
                histogram.add(event);
            }
        }
        histogram.end();
    }

    private static int tell(TraceFile trace, TraceFaults faults, boolean nothing, Console console) {
        int status = InputFile.tellFaults(trace, console);
        if (faults.first() != null) {
            console.say(faults.first().getMessage());
            status = ExitStatus.FAILED;
        }
        if (nothing && status == ExitStatus.DONE) {
            console.say(trace.name() + ": nothing to count: it has no events, or the kernel's text of them");
            status = ExitStatus.FAILED;
        }
        return status;
    }
}
