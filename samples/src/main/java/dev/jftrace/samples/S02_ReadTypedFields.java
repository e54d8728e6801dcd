package dev.jftrace.samples;

import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads the fields of one event by their names: how long each function took in all. */
public final class S02_ReadTypedFields {
    private S02_ReadTypedFields() {}

    /** @param args a trace of function_graph */
    public static void main(String[] args) throws IOException {
        try (TraceFile trace = TraceFile.open(Path.of(args[0]))) {
            EventFormat exit = trace.catalog().find("ftrace", "funcgraph_exit");
            if (exit == null) {
                System.err.println("no function_graph in this trace");
                return;
            }
            // Looked up once; what a field is called is asked no more per event.
            EventField func = exit.field("func");
            EventField called = exit.field("calltime");
            EventField returned = exit.field("rettime");
            Map<Long, Long> nanos = new HashMap<>();
            EventStream events = trace.stream();
            for (TraceEvent event = events.next(); event != null; event = events.next()) {
                if (event.format() == exit) {
                    nanos.merge(event.number(func), event.number(returned) - event.number(called), Long::sum);
                }
            }
            nanos.entrySet().stream()
                    .sorted(Map.Entry.<Long, Long>comparingByValue().reversed())
                    .limit(10)
                    .forEach(each -> System.out.println(each.getValue() + " ns " + name(each.getKey(), trace)));
        }
    }

    private static String name(long address, TraceFile trace) {
        FunctionMap functions = trace.catalog().functions();
        int index = functions.find(address);
        return index < 0 ? "0x" + Long.toHexString(address) : functions.name(index);
    }
}
