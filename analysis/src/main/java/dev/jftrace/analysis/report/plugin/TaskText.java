package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code comm:pid} of a task that an event speaks of. The comm is remembered for the pid. */
final class TaskText {
    private final EventField comm;
    private final EventField pid;

    /** @param comm may be null */
    TaskText(EventField comm, EventField pid) {
        this.comm = comm;
        this.pid = pid;
    }

    void append(TraceEvent event, TextBuffer out) {
        long number = event.number(pid);
        if (comm != null) {
            int start = Math.min(comm.offset(), event.length());
            int length = event.lengthToNul(start, comm.size());
            out.append(event.bytes(), event.offset() + start, length).append(':');
            event.catalog().tasks().learn((int) number, event.bytes(), event.offset() + start, length);
        }
        out.decimal(number);
    }
}
