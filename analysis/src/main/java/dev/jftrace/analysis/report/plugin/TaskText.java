package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.TaskNames;
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
        if (comm != null) {
            int start = start(event);
            int length = event.lengthToNul(start, comm.size());
            out.append(event.bytes(), event.offset() + start, length).append(':');
        }
        out.decimal(event.number(pid));
    }

    /** To be done in the order of the events. */
    void learn(TraceEvent event) {
        int number = (int) event.number(pid);
        TaskNames tasks = event.catalog().tasks();
        if (comm != null && !tasks.knows(number)) {
            int start = start(event);
            tasks.learn(number, event.bytes(), event.offset() + start, event.lengthToNul(start, comm.size()));
        }
    }

    private int start(TraceEvent event) {
        return Math.min(comm.offset(), event.length());
    }
}
