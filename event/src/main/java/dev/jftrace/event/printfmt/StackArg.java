package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code __get_stacktrace(field)}: a line per caller. */
final class StackArg extends Arg {
    private final EventField location;

    StackArg(EventField location) {
        this.location = location;
    }

    @Override
    long number(TraceEvent event) {
        return 0;
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        int step = event.catalog().longSize();
        int start = event.startOf(location);
        int end = start + event.lengthOf(location);
        FunctionMap functions = event.catalog().functions();
        for (int at = start; at + step <= end; at += step) {
            long address = event.numberAt(at, step);
            int function = functions.find(address);
            out.append("=> ");
            if (function >= 0) {
                functions.appendName(function, out).append(" (").hex(address).append(")\n");
            } else {
                out.hex(address).append('\n');
            }
        }
    }
}
