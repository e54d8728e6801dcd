package dev.jftrace.samples;

import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a trace that has one CPU of another. */
public final class S04_WriteATrace {
    private S04_WriteATrace() {}

    /** @param args the trace, the trace to write, the CPU */
    public static void main(String[] args) throws IOException {
        int cpu = Integer.parseInt(args[2]);
        try (TraceFile trace = TraceFile.open(Path.of(args[0]));
                TraceFileWriter writer = TraceFileWriter.create(Path.of(args[1]), trace.layout(), Compression.ZSTD)) {
            writer.metadata(trace.metadata());
            trace.options().forEach(writer::option);
            for (TraceBuffer buffer : trace.buffers()) {
                List<CpuSource> kept = buffer.sources().stream()
                        .filter(source -> source.cpu() == cpu)
                        .toList();
                writer.buffer(buffer.name(), buffer.clock(), buffer.layout().size(), kept);
            }
            // Until here there is nothing under the new name; from here on a whole trace.
            writer.commit();
        }
    }
}
