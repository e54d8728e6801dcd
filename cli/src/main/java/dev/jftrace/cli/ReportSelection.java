package dev.jftrace.cli;

import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.TypeSkip;
import dev.jftrace.event.filter.EventFilters;
import dev.jftrace.event.filter.EventTest;
import java.util.BitSet;
import java.util.List;

/** Which events a report shows; it sees all of them, so it also watches the times and tells of progress. */
final class ReportSelection implements EventTest, TypeSkip {
    private static final int HARDIRQ = 0x08;
    private static final int SOFTIRQ = 0x10;

    private final List<EventStream.Source> buffers;
    private final List<EventFilters> filtersOfBuffers;
    private final BitSet cpus;
    private final int unwantedFlags;
    private final boolean checkTimes;
    private final boolean all;
    private final Console console;
    private final Progress progress;
    private long last;

    /** @param filtersOfBuffers in the order of the buffers */
    ReportSelection(
            ReportWords words,
            List<EventStream.Source> buffers,
            List<EventFilters> filtersOfBuffers,
            Console console,
            Progress progress) {
        this.buffers = buffers;
        this.filtersOfBuffers = filtersOfBuffers;
        this.console = console;
        this.progress = progress;
        cpus = words.cpus();
        checkTimes = words.checksTimes();
        all = cpus.isEmpty() && !words.isWithoutIrqs() && !words.isWithoutSoftirqs() && skip() == null;
        unwantedFlags = (words.isWithoutIrqs() ? HARDIRQ : 0) | (words.isWithoutSoftirqs() ? SOFTIRQ : 0);
    }

    @Override
    public boolean test(TraceEvent event) {
        progress.event();
        boolean shown = all || isWanted(event);
        if (shown && checkTimes) {
            check(event.cpu(), event.timestamp());
        }
        return shown;
    }

    private boolean isWanted(TraceEvent event) {
        EventFilters filters = filtersOfBuffers.get(event.bufferIndex());
        return (filters.isEmpty() || filters.test(event))
                && (cpus.isEmpty() || cpus.get(event.cpu()))
                && (unwantedFlags == 0 || (event.flags() & unwantedFlags) == 0);
    }

    /** What is passed over by its type is not tested. */
    @Override
    public boolean skips(int bufferIndex, int cpu, int typeId) {
        if (!filtersOfBuffers.get(bufferIndex).skips(cpu, typeId)) {
            return false;
        }
        progress.event();
        return true;
    }

    /** Not for function_graph, whose entries look at the event behind them, wanted or not. */
    @Override
    public boolean[] wantedTypes() {
        boolean[] wanted = filtersOfBuffers.get(0).wantedTypes();
        return wanted == null || looksAhead(wanted) ? null : wanted;
    }

    private boolean looksAhead(boolean[] wanted) {
        EventFormat entry = buffers.get(0).catalog().find("ftrace", "funcgraph_entry");
        return entry != null && entry.id() >= 0 && entry.id() < wanted.length && wanted[entry.id()];
    }

    @Override
    public void passedOver(int cpu, long events) {
        filtersOfBuffers.get(0).passedOver(cpu);
        progress.events(events);
    }

    /** What is to be passed over; null where all events are tested. */
    TypeSkip skip() {
        for (EventFilters filters : filtersOfBuffers) {
            if (!filters.isEmpty()) {
                return this;
            }
        }
        return null;
    }

    /** Nothing more is read. */
    void end() {
        progress.end();
    }

    private void check(int cpu, long time) {
        if (Long.compareUnsigned(last, time) > 0) {
            warn(cpu, time);
        }
        last = time;
    }

    private void warn(int cpu, long time) {
        console.say("WARNING: Record on cpu " + cpu + " went backwards: " + Long.toUnsignedString(last) + " to "
                + Long.toUnsignedString(time) + " delta: -" + Long.toUnsignedString(last - time));
    }
}
