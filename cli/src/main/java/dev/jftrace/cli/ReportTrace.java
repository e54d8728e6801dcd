package dev.jftrace.cli;

import dev.jftrace.dat.TimestampCorrection;
import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.CpuCursor;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.RecoveringCursor;
import dev.jftrace.event.TraceClock;
import dev.jftrace.event.TraceFaults;
import dev.jftrace.event.filter.EventFilter;
import dev.jftrace.event.filter.EventFilters;
import dev.jftrace.event.filter.FilterException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of a report, open, with its filters and its times as the command line wants them. */
final class ReportTrace implements Closeable {
    /** Bytes of a file that has no kernel's 100,000 functions, which are not worth to be read before they are wanted. */
    private static final long SMALL = 1 << 18;

    private final ReportInput input;
    private final ReportWords words;
    private final TraceFile file;
    private final TraceFaults faults = new TraceFaults();
    private EventFilters filters;
    private List<String> filterDescription = List.of();
    private long aligned;

    private ReportTrace(ReportInput input, ReportWords words, TraceFile file) {
        this.input = input;
        this.words = words;
        this.file = file;
    }

    static ReportTrace open(ReportInput input, ReportWords words) throws IOException {
        byte[] functions = words.kallsyms() == null ? null : Files.readAllBytes(Path.of(words.kallsyms()));
        TraceFile file = TraceFile.salvageEvents(Path.of(input.path()));
        if (functions != null) {
            file.addFunctions(functions);
        }
        if (file.size() < SMALL
                || showsMostEvents(input, words) && Runtime.getRuntime().availableProcessors() > 1) {
            file.catalog().functions().readAhead();
        }
        return new ReportTrace(input, words, file);
    }

    /** Then one of them will show a function, and another core can read them while this one reads the formats. */
    private static boolean showsMostEvents(ReportInput input, ReportWords words) {
        return words.listing() == ReportWords.Listing.EVENTS
                && words.all().filters().isEmpty()
                && input.filters().isEmpty();
    }

    ReportInput input() {
        return input;
    }

    TraceFile file() {
        return file;
    }

    TraceFaults faults() {
        return faults;
    }

    /** CPUs of the machine, as far as the file tells; 0 where it has no top buffer, as trace-cmd has it. */
    int cpus() {
        Optional<TraceBuffer> top = file.buffer("");
        if (top.isEmpty() && file.texts().isEmpty()) {
            return 0;
        }
        int counted = file.option(TraceOption.CpuCount.class)
                .map(count -> (int) count.cpus())
                .orElse(0);
        if (top.isPresent()) {
            for (CpuRegion cpu : top.get().cpus()) {
                counted = Math.max(counted, cpu.cpu() + 1);
            }
        }
        return counted;
    }

    /** Compiles the filters, so that a mistake is told before anything is printed. */
    void prepareFilters(Console console) throws UsageException {
        filters = new EventFilters(file.catalog());
        List<String> described = new ArrayList<>();
        for (ReportInput.FilterWord word : filterWords(console)) {
            try {
                EventFilter filter = EventFilter.compile(word.text(), file.catalog());
                if (word.negative()) {
                    filters.addNegative(filter);
                } else {
                    filters.add(filter);
                }
                if (words.describesFilters()) {
                    described.addAll(filter.description());
                }
            } catch (FilterException e) {
                throw new UsageException(mistake(e));
            }
        }
        filterDescription = described;
    }

    private List<ReportInput.FilterWord> filterWords(Console console) {
        List<ReportInput.FilterWord> all = new ArrayList<>(words.all().filters());
        all.addAll(input.filters());
        List<String> pids = pids(console);
        if (!pids.isEmpty()) {
            String tests = String.join(
                    "||",
                    pids.stream()
                            .map(pid -> "(common_pid==" + pid + ")||(pid==" + pid + ")||(next_pid==" + pid + ")")
                            .toList());
            all.add(new ReportInput.FilterWord(".*:" + tests, false));
        }
        return all;
    }

    private List<String> pids(Console console) {
        List<String> pids = new ArrayList<>(words.pids());
        for (String comm : words.comms()) {
            int[] found = file.catalog().tasks().pidsOf(comm.getBytes(StandardCharsets.UTF_8));
            if (found.length == 0) {
                console.say(file.name() + ": no task is called '" + comm + "'");
            }
            for (int pid : found) {
                pids.add(Integer.toString(pid));
            }
        }
        return pids;
    }

    /** A line with the filter, and one with a mark under the place. */
    private static String mistake(FilterException e) {
        String before = "-F '";
        return before + e.filter() + "': " + e.what() + '\n'
                + " ".repeat("jftrace: ".length() + before.length() + e.column()) + '^';
    }

    List<String> filterDescription() {
        return filterDescription;
    }

    EventFilters filters() {
        return filters;
    }

    /** The time of the first event of the top buffer; -1 for none. */
    long firstTime() throws IOException {
        long first = -1;
        for (CpuCursor cursor : topCursors(new TraceFaults())) {
            if (cursor.advance() && Long.compareUnsigned(cursor.timestamp(), first) < 0) {
                first = cursor.timestamp();
            }
        }
        return first;
    }

    /** All times are told from this one on. */
    void align(long time) {
        aligned = time;
    }

    List<CpuCursor> topCursors(TraceFaults into) {
        return file.buffer("").map(buffer -> cursors(buffer, into)).orElse(List.of());
    }

    /** @param name of the file, or empty for the only file's top buffer */
    List<EventStream.Source> topSource(String name) {
        Optional<TraceBuffer> top = file.buffer("");
        return top.isPresent() ? List.of(source(top.get(), name)) : List.of();
    }

    List<EventStream.Source> instanceSources() {
        List<EventStream.Source> sources = new ArrayList<>();
        for (TraceBuffer buffer : file.buffers()) {
            if (!buffer.name().isEmpty()) {
                sources.add(source(buffer, buffer.name()));
            }
        }
        return sources;
    }

    private EventStream.Source source(TraceBuffer buffer, String name) {
        return new EventStream.Source(file.catalog(), name, clock(buffer), cursors(buffer, faults));
    }

    private List<CpuCursor> cursors(TraceBuffer buffer, TraceFaults into) {
        List<CpuCursor> cursors = new ArrayList<>();
        for (CpuCursor cursor : buffer.cursors(correction())) {
            cursors.add(new RecoveringCursor(cursor, into));
        }
        return cursors;
    }

    TraceClock clock(TraceBuffer buffer) {
        if (words.isRawTimes()) {
            return new TraceClock("raw");
        }
        // Cycles that somebody says how to convert are ns when they get here.
        return new TraceClock(correction().convertsToNanos() ? "tsc2nsec" : buffer.clock());
    }

    private TimestampCorrection correction() {
        if (words.isRawTimes()) {
            return TimestampCorrection.RAW;
        }
        TimestampCorrection correction =
                words.isWithoutDate() ? file.correction().withoutDate() : file.correction();
        long hertz = input.hertz() != 0 ? input.hertz() : words.all().hertz();
        if (hertz != 0) {
            correction = correction.withFrequency(hertz);
        }
        return correction.plus(words.all().offset() + input.offset() - aligned);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
