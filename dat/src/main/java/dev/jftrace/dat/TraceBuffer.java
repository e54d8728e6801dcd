package dev.jftrace.dat;

import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.io.BufferRegion;
import dev.jftrace.dat.io.DataRegion;
import dev.jftrace.dat.io.RegionReader;
import dev.jftrace.dat.io.TraceChannel;
import dev.jftrace.event.CpuCursor;
import dev.jftrace.ring.SubBufferLayout;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** One buffer of a trace: the top one, or an instance. */
public final class TraceBuffer {
    private final TraceChannel channel;
    private final BufferRegion region;
    private final SubBufferLayout layout;
    private final String clock;
    private final TimestampCorrection correction;

    TraceBuffer(
            TraceChannel channel,
            BufferRegion region,
            SubBufferLayout layout,
            String clock,
            TimestampCorrection correction) {
        this.channel = channel;
        this.region = region;
        this.layout = layout;
        this.clock = clock;
        this.correction = correction;
    }

    /** Empty for the top buffer. */
    public String name() {
        return region.name();
    }

    /**
     * The trace clock that its timestamps are of, as {@code local} or {@code mono}; empty where the file does not
     * tell.
     */
    public String clock() {
        return clock;
    }

    /** What the file says of the clock: in version 6 {@code [local]}, or all clocks with the one in use in brackets. */
    public String clockText() {
        return region.clock();
    }

    /** Of its sub-buffers, which instances may have larger than the top buffer. */
    public SubBufferLayout layout() {
        return layout;
    }

    /** Where its CPUs are, those that recorded nothing included as far as the file lists them. */
    public List<CpuRegion> cpus() {
        return region.cpus();
    }

    /** A cursor for each CPU with events, corrected as the file asks for; they share nothing. */
    public List<CpuCursor> cursors() {
        return cursors(correction);
    }

    /** As {@link #cursors()}, corrected otherwise. */
    public List<CpuCursor> cursors(TimestampCorrection correction) {
        return List.copyOf(subBufferCursors(correction));
    }

    List<SubBufferCursor> subBufferCursors(TimestampCorrection correction) {
        List<SubBufferCursor> cursors = new ArrayList<>();
        for (CpuRegion cpu : region.cpus()) {
            if (cpu.size() != 0) {
                cursors.add(new SubBufferCursor(cpu.cpu(), channel, data(cpu), layout, correction));
            }
        }
        return cursors;
    }

    /** The sub-buffers as they were recorded, to be written to another trace; good until this trace is closed. */
    public List<CpuSource> sources() {
        return region.cpus().stream()
                .<CpuSource>map(cpu -> new Source(cpu.cpu(), channel, data(cpu)))
                .toList();
    }

    private DataRegion data(CpuRegion cpu) {
        return new DataRegion(
                "CPU " + cpu.cpu() + " of " + (name().isEmpty() ? "the top buffer" : "buffer \"" + name() + '"'),
                cpu.offset(),
                cpu.size(),
                region.compression(),
                layout.order(),
                layout.size());
    }

    private record Source(int cpu, TraceChannel channel, DataRegion region) implements CpuSource {
        @Override
        public InputStream open() {
            return new RegionInputStream(new RegionReader(channel, region));
        }
    }
}
