package dev.jftrace.dat;

import dev.jftrace.dat.io.RegionReader;
import dev.jftrace.dat.io.TextRegion;
import dev.jftrace.dat.io.TraceChannel;
import java.io.InputStream;

/**
 * A buffer that the kernel printed, where no pages were taken: what {@code trace-cmd record} leaves of a latency
 * tracer.
 */
public final class TraceText {
    private final TraceChannel channel;
    private final TextRegion region;

    TraceText(TraceChannel channel, TextRegion region) {
        this.channel = channel;
        this.region = region;
    }

    /** Of the buffer; empty for the top buffer. */
    public String name() {
        return region.name();
    }

    /** Empty where the file does not tell. */
    public String clock() {
        return region.clock();
    }

    /** The text; a damaged one ends in a {@link dev.jftrace.event.TraceCorruptException}. */
    public InputStream open() {
        return new RegionInputStream(new RegionReader(channel, region.region()));
    }
}
