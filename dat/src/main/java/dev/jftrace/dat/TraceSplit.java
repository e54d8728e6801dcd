package dev.jftrace.dat;

import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.event.TraceFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a trace into parts that are traces themselves: the same metadata and options, sub-buffers made anew, timestamps
 * as they were recorded. Two parts never have an event in common, and nothing between them is left out.
 *
 * <pre>{@code
 * TraceSplit split = TraceSplit.of(trace, plan);
 * while (split.hasNext()) {
 *     try (TraceFileWriter writer = TraceFileWriter.create(...)) {
 *         split.writeNext(writer);
 *         writer.commit();
 *     }
 * }
 * }</pre>
 *
 * Good as long as the trace is open; for one thread.
 */
public final class TraceSplit {
    private final TraceFile trace;
    private final SplitPlan plan;
    private final List<Part> buffers = new ArrayList<>();
    private final List<TraceFormatException> faults = new ArrayList<>();
    private boolean begun;

    private record Part(TraceBuffer buffer, String name, List<CpuSlice> cpus, List<CpuSlice> ahead) {}

    private TraceSplit(TraceFile trace, SplitPlan plan) {
        this.trace = trace;
        this.plan = plan;
    }

    /** @throws IOException if the trace has no buffer of a name that the plan asks for */
    public static TraceSplit of(TraceFile trace, SplitPlan plan) throws IOException {
        TraceSplit split = new TraceSplit(trace, plan);
        if (plan.buffers().isEmpty()) {
            for (TraceBuffer buffer : trace.buffers()) {
                split.add(buffer, buffer.name());
            }
        }
        for (SplitPlan.BufferName name : plan.buffers()) {
            TraceBuffer buffer = trace.buffer(name.from())
                    .orElseThrow(() -> new IOException(trace.name() + ": no buffer '" + name.from() + "'"));
            split.add(buffer, name.to());
        }
        return split;
    }

    private void add(TraceBuffer buffer, String name) throws IOException {
        boolean merged = plan.unit() == SplitPlan.Unit.EVENTS && !plan.perCpu();
        Part part = new Part(buffer, name, slices(buffer, faults), merged ? slices(buffer, new ArrayList<>()) : null);
        buffers.add(name.isEmpty() ? 0 : buffers.size(), part);
    }

    private List<CpuSlice> slices(TraceBuffer buffer, List<TraceFormatException> faultsOf) throws IOException {
        List<CpuSlice> slices = new ArrayList<>();
        for (SubBufferCursor cursor : buffer.subBufferCursors(TimestampCorrection.RAW)) {
            if (plan.cpu() < 0 || plan.cpu() == cursor.cpu()) {
                CpuSlice slice = new CpuSlice(cursor, buffer.layout(), trace.correction(), faultsOf);
                slice.skipBefore(plan.start());
                slices.add(slice);
            }
        }
        return slices;
    }

    /** Whether an event is left for another part. */
    public boolean hasNext() {
        return buffers.stream()
                .flatMap(part -> part.cpus().stream())
                .anyMatch(cpu -> cpu.isThere() && Long.compareUnsigned(cpu.time(), plan.end()) <= 0);
    }

    /** Writes the next part, all but the commit. A version 6 writer reads it at its commit. */
    public void writeNext(TraceFileWriter writer) throws IOException {
        writer.metadata(trace.metadata());
        trace.options().forEach(writer::option);
        if (buffers.stream().noneMatch(part -> part.name().isEmpty())) {
            writer.buffer("", trace.buffers().get(0).clock(), trace.pageSize(), List.of());
        }
        long first = begun || plan.start() == 0 ? firstTime() : plan.start();
        begun = true;
        // All limits before any event is read: they are told by where the part begins.
        List<List<CpuSource>> sources = new ArrayList<>();
        for (Part part : buffers) {
            sources.add(sources(part, first));
        }
        for (int i = 0; i < buffers.size(); i++) {
            TraceBuffer buffer = buffers.get(i).buffer();
            writer.buffer(buffers.get(i).name(), buffer.clock(), buffer.layout().size(), sources.get(i));
        }
    }

    private long firstTime() {
        return buffers.stream()
                .flatMap(part -> part.cpus().stream())
                .filter(CpuSlice::isThere)
                .map(CpuSlice::time)
                .min(Long::compareUnsigned)
                .orElse(0L);
    }

    private List<CpuSource> sources(Part part, long first) throws IOException {
        long[] events = part.ahead() == null ? null : nextEvents(part.ahead());
        List<CpuSource> sources = new ArrayList<>();
        for (int i = 0; i < part.cpus().size(); i++) {
            CpuSlice slice = part.cpus().get(i);
            sources.add(new Source(slice, events == null ? limit(slice, first) : limit(events[i])));
        }
        return sources;
    }

    private SliceLimit limit(CpuSlice slice, long first) {
        return switch (plan.unit()) {
            case ALL -> limit(Long.MAX_VALUE);
            case EVENTS -> limit(plan.count());
            case TIME ->
                new SliceLimit(timeLimit(plan.perCpu() ? slice.time() : first), Long.MAX_VALUE, Long.MAX_VALUE);
            case PAGES -> new SliceLimit(plan.end(), Long.MAX_VALUE, slice.page() + plan.count() - 1);
        };
    }

    private SliceLimit limit(long events) {
        return new SliceLimit(plan.end(), events, Long.MAX_VALUE);
    }

    private long timeLimit(long from) {
        long limit = from + plan.count();
        boolean overflows = Long.compareUnsigned(limit, from) < 0;
        return overflows || Long.compareUnsigned(limit, plan.end()) > 0 ? plan.end() : limit;
    }

    /** How many of a part's events each CPU has: they are counted over all CPUs, in the order of time. */
    private long[] nextEvents(List<CpuSlice> ahead) throws IOException {
        long[] events = new long[ahead.size()];
        for (long left = plan.count(); left > 0; left--) {
            int oldest = -1;
            for (int i = 0; i < events.length; i++) {
                CpuSlice slice = ahead.get(i);
                boolean older = oldest < 0
                        || Long.compareUnsigned(slice.time(), ahead.get(oldest).time()) < 0;
                if (slice.isThere() && older) {
                    oldest = i;
                }
            }
            if (oldest < 0) {
                break;
            }
            events[oldest]++;
            ahead.get(oldest).advance();
        }
        return events;
    }

    /** What was damaged, and so is in no part, up to now. */
    public List<TraceFormatException> faults() {
        return List.copyOf(faults);
    }

    private record Source(CpuSlice slice, SliceLimit limit) implements CpuSource {
        @Override
        public int cpu() {
            return slice.cpu();
        }

        @Override
        public InputStream open() {
            return slice.pages(limit);
        }
    }
}
