package dev.jftrace.samples;

import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Counts the events that a condition holds for, and the events that were lost. */
public final class S03_FilterEvents {
    private S03_FilterEvents() {}

    /** @param args the trace, a CPU */
    public static void main(String[] args) throws IOException {
        int cpu = Integer.parseInt(args[1]);
        Predicate<TraceEvent> condition = event -> event.cpu() == cpu
                && event.format() != null
                && event.format().system().equals("ftrace");
        long found = 0;
        long losses = 0;
        try (TraceFile trace = TraceFile.open(Path.of(args[0]))) {
            EventStream events = trace.stream();
            for (TraceEvent event = events.next(); event != null; event = events.next()) {
                found += condition.test(event) ? 1 : 0;
                losses += event.missedEvents() != 0 ? 1 : 0;
            }
        }
        System.out.println(found + " events of ftrace on CPU " + cpu + "; " + losses + " times events were lost");
    }
}
