package dev.jftrace.samples;

import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Opens a trace.dat and goes through its events, oldest first. */
public final class S01_ReadATrace {
    private S01_ReadATrace() {}

    /** @param args the trace */
    public static void main(String[] args) throws IOException {
        try (TraceFile trace = TraceFile.open(Path.of(args[0]))) {
            EventStream events = trace.stream();
            // One object, filled anew by each next(): copy what is needed for longer.
            for (TraceEvent event = events.next(); event != null; event = events.next()) {
                String task = new String(trace.catalog().tasks().comm(event.pid()), StandardCharsets.UTF_8);
                System.out.println(event.timestamp() + " ns, CPU " + event.cpu() + ", " + task + "-" + event.pid()
                        + ": " + event.format());
            }
            // A file may be good but for its end: it is read, and tells.
            trace.faults().forEach(fault -> System.err.println(fault.getMessage()));
        }
    }
}
