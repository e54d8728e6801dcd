package dev.jftrace.analysis.hist;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TaskNames;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the call chains of a buffer: of the calls that function and function_graph tell, and of the stacks that were recorded
 * with events. Takes the events of one CPU after those of another, not in the order of time: {@link #add}, then
 * {@link #end} once, then {@link #print}.
 */
public final class CallHistogram {
    private final EventCatalog catalog;
    private final Frames frames;
    private final ChainCounts counts;
    private final OpenStacks stacks;
    private final Map<EventFormat, Step> steps = new IdentityHashMap<>();
    private boolean empty = true;

    /** What an event does to the stacks. */
    private interface Step {
        void take(TraceEvent event);
    }

    /** @param merged whether all tasks are counted as one */
    public CallHistogram(EventCatalog catalog, boolean merged) {
        this.catalog = catalog;
        frames = new Frames(catalog.functions());
        counts = new ChainCounts(merged);
        stacks = new OpenStacks(counts);
    }

    private Step step(EventFormat format) {
        Step step = switch (format.system()) {
            case "ftrace" -> tracerStep(format);
            case "sched" -> schedStep(format);
            default -> null;
        };
        return step != null ? step : this::event;
    }

    private Step tracerStep(EventFormat format) {
        return switch (format.name()) {
            case "function" -> callStep(format.field("ip"), format.field("parent_ip"));
            case "funcgraph_entry", "fgraph_retaddr_entry" -> entryStep(format.field("func"), format.field("depth"));
            case "funcgraph_exit" -> exitStep(format.field("depth"));
            case "kernel_stack" -> stackStep(format.field("caller"));
            default -> null;
        };
    }

    private Step callStep(EventField ip, EventField parent) {
        return ip == null || parent == null
                ? null
                : event -> stacks.call(event.pid(), frames.at(event.number(ip)), frames.at(event.number(parent)));
    }

    private Step entryStep(EventField func, EventField depth) {
        return func == null || depth == null
                ? null
                : event -> stacks.enter(event.pid(), frames.at(event.number(func)), depthOf(event, depth));
    }

    private Step exitStep(EventField depth) {
        return depth == null ? null : event -> stacks.leave(event.pid(), depthOf(event, depth));
    }

    private static long depthOf(TraceEvent event, EventField depth) {
        return Math.max(0, event.signed(depth));
    }

    private Step stackStep(EventField caller) {
        return caller == null ? null : event -> stacks.recorded(event.pid(), callers(event, caller));
    }

    /** The record has the innermost first. It ends with the record, or at an address of all ones. */
    private List<Frame> callers(TraceEvent event, EventField caller) {
        int size = catalog.longSize();
        List<Frame> callers = new ArrayList<>();
        for (int at = caller.offset(); event.holds(at, size); at += size) {
            long address = event.numberAt(at, size);
            if ((int) address == -1) {
                break;
            }
            Frame frame = frames.namedAt(address);
            if (frame != null) {
                callers.add(frame);
            }
        }
        Collections.reverse(callers);
        return callers;
    }

    private Step schedStep(EventFormat format) {
        return switch (format.name()) {
            case "sched_wakeup", "sched_wakeup_new" -> namingStep(format, "comm", "pid");
            case "sched_switch" -> namingStep(format, "prev_comm", "prev_pid", "next_comm", "next_pid");
            default -> null;
        };
    }

    /** @param fields a comm, its pid, another comm, ... */
    private Step namingStep(EventFormat format, String... fields) {
        return event -> {
            for (int i = 0; i < fields.length; i += 2) {
                learn(event, format.field(fields[i]), format.field(fields[i + 1]));
            }
            event(event);
        };
    }

    private void learn(TraceEvent event, EventField comm, EventField pid) {
        TaskNames tasks = catalog.tasks();
        if (comm == null || pid == null || tasks.knows((int) event.number(pid))) {
            return;
        }
        int start = event.startOf(comm);
        int length = event.lengthToNul(start, event.lengthOf(comm));
        tasks.learn((int) event.number(pid), event.bytes(), event.offset() + start, length);
    }

    private void event(TraceEvent event) {
        stacks.event(event.pid(), frames.of(event.format()));
    }

    /** The next event of a CPU. One that the trace has no format for is passed over. */
    public void add(TraceEvent event) {
        empty = false;
        if (event.missedEvents() != 0) {
            stacks.lost();
        }
        if (event.format() != null) {
            steps.computeIfAbsent(event.format(), this::step).take(event);
        }
    }

    /** What its events are decoded with. */
    public EventCatalog catalog() {
        return catalog;
    }

    /** Counts what is still open. */
    public void end() {
        stacks.end();
    }

    /** Whether there was no event. */
    public boolean isEmpty() {
        return empty;
    }

    /** Writes the text of {@code trace-cmd hist}. */
    public void print(OutputStream out) throws IOException {
        new HistogramText(counts, catalog.tasks(), out).print();
    }
}
