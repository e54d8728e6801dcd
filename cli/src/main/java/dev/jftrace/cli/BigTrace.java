package dev.jftrace.cli;

import dev.jftrace.dat.TimestampCorrection;
import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.event.CpuCursor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Makes a big trace of a small one: its sub-buffers over and over, each time later by as long as the whole trace took.
 * Times that stand absolute within a sub-buffer stay as they are, so traces that have some (the clock tsc) do not fit.
 */
final class BigTrace {
    private static final long GAP = 1000;

    private long first = -1;
    private long last;
    private long events;

    private BigTrace() {}

    /** Arguments: the small trace, the big one, how many events it is to have at least, its compression. */
    public static void main(String[] args) throws IOException {
        Compression compression = Compression.valueOf(args.length > 3 ? args[3].toUpperCase(Locale.ROOT) : "ZSTD");
        write(Path.of(args[0]), Path.of(args[1]), Long.parseLong(args[2]), compression);
    }

    /** @return how many events the new trace has */
    static long write(Path small, Path big, long atLeast, Compression compression) throws IOException {
        BigTrace span = new BigTrace();
        try (TraceFile trace = TraceFile.open(small)) {
            for (TraceBuffer buffer : trace.buffers()) {
                for (CpuCursor cpu : buffer.cursors(TimestampCorrection.RAW)) {
                    span.include(cpu);
                }
            }
            long times = Math.max(1, (atLeast + span.events - 1) / span.events);
            span.copy(trace, times, big, compression);
            return times * span.events;
        }
    }

    private void include(CpuCursor cpu) throws IOException {
        while (cpu.advance()) {
            long time = cpu.timestamp();
            first = first < 0 ? time : Math.min(first, time);
            last = Math.max(last, time);
            events++;
        }
    }

    private void copy(TraceFile trace, long times, Path big, Compression compression) throws IOException {
        long step = last - first + GAP;
        try (TraceFileWriter writer =
                TraceFileWriter.create(big, trace.buffers().get(0).layout(), compression)) {
            writer.metadata(trace.metadata());
            trace.options().forEach(writer::option);
            for (TraceBuffer buffer : trace.buffers()) {
                List<CpuSource> cpus = buffer.sources().stream()
                        .<CpuSource>map(cpu -> new Repeated(cpu, buffer, times, step))
                        .toList();
                writer.buffer(buffer.name(), buffer.clock(), buffer.layout().size(), cpus);
            }
            writer.commit();
        }
    }

    private record Repeated(CpuSource once, TraceBuffer buffer, long times, long step) implements CpuSource {
        @Override
        public int cpu() {
            return once.cpu();
        }

        @Override
        public InputStream open() throws IOException {
            try (InputStream in = once.open()) {
                return new RepeatedSubBuffers(in.readAllBytes(), buffer.layout(), times, step);
            }
        }
    }
}
