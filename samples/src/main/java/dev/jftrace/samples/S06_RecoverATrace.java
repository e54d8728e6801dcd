package dev.jftrace.samples;

import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.CpuCursor;
import dev.jftrace.event.TraceFormatException;
import java.io.IOException;
import java.nio.file.Path;

/** Counts what a damaged trace still has, CPU by CPU. */
public final class S06_RecoverATrace {
    private S06_RecoverATrace() {}

    /** @param args the trace */
    public static void main(String[] args) throws IOException {
        try (TraceFile trace = TraceFile.salvage(Path.of(args[0]))) {
            trace.warnings().forEach(System.err::println);
            trace.faults().forEach(fault -> System.err.println(fault.getMessage()));
            for (TraceBuffer buffer : trace.buffers()) {
                for (CpuCursor cpu : buffer.cursors()) {
                    System.out.println("CPU " + cpu.cpu() + ": " + count(cpu) + " events");
                }
            }
        }
    }

    private static long count(CpuCursor cpu) throws IOException {
        long events = 0;
        while (true) {
            try {
                if (!cpu.advance()) {
                    return events;
                }
                events++;
            } catch (TraceFormatException damaged) {
                // The next call goes on behind what is damaged.
                System.err.println(damaged.getMessage());
            }
        }
    }
}
