package dev.jftrace.analysis.graph;

import dev.jftrace.analysis.kernel.KernelEventText;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * function_graph text in which a call is a leaf where the next event of its task is its exit, though other tasks ran
 * on the CPU meanwhile, or the task went to another CPU. Lines stay in the order of time, so those behind an entry
 * wait until its task's next event tells which form it has: thousands at most, then it is taken for no leaf. For one
 * thread.
 */
public final class TaskGraph {
    private static final int MOST_HELD = 1 << 14;

    private final GraphColumns columns;
    private final CallText calls;
    private final GraphOptions options;
    private final FuncgraphFormats formats = new FuncgraphFormats();
    private final KernelEventText texts = new KernelEventText();
    private final Map<Long, Task> tasks = new HashMap<>();
    private final Deque<HeldLine> held = new ArrayDeque<>();
    private final TextBuffer scratch = new TextBuffer();
    private Compensation compensation = new Compensation(null);
    private InterruptText interrupts;

    private static final class Task {
        private final GraphState state = new GraphState(GraphState.NO_PID);
        private HeldLine entry;
    }

    /** @param cpus how many CPUs the machine has, or lanes that are shown without a shift */
    public TaskGraph(GraphOptions options, int cpus) {
        this.options = options;
        columns = new GraphColumns(options, GraphColumns.widthOf(cpus));
        calls = new CallText(options);
    }

    /** Shows durations without what recording took. @param cost null for none */
    public TaskGraph without(HookCost cost) {
        compensation = new Compensation(cost);
        return this;
    }

    public void header(TextBuffer out) {
        columns.header(out);
    }

    /** Takes the event, and appends the lines whose form is known by it. */
    public void print(TraceEvent event, TextBuffer out) throws IOException {
        if (event.missedEvents() != 0) {
            scratch.truncate(0);
            KernelEventText.lost(event, scratch);
            hold();
        }
        Task task = tasks.computeIfAbsent(keyOf(event), key -> new Task());
        FuncgraphFields known = formats.of(event);
        if (known == null) {
            other(event, task);
        } else if (known.isExit()) {
            exit(event, known, task);
        } else {
            entry(event, known, task);
        }
        drain(MOST_HELD, out);
    }

    /** Appends what is still held, at the end of the stream. */
    public void flush(TextBuffer out) {
        drain(0, out);
    }

    /** Every CPU has an idle task, and all of them have pid 0. */
    private static Long keyOf(TraceEvent event) {
        int pid = event.pid();
        return (long) event.bufferIndex() << Integer.SIZE | (pid == 0 ? ~event.cpu() : pid) & 0xffff_ffffL;
    }

    private void drain(int most, TextBuffer out) {
        while (!held.isEmpty() && (held.peek().isReady() || held.size() > most)) {
            HeldLine line = held.remove();
            if (!line.isReady()) {
                open(line);
            }
            line.append(out);
        }
    }

    private HeldLine hold() {
        HeldLine line = HeldLine.of(scratch.toString());
        held.add(line);
        return line;
    }

    private void open(HeldLine entry) {
        if (!entry.isReady()) {
            scratch.truncate(0);
            scratch.append(entry.columns());
            columns.noDuration(scratch);
            calls.openEnd(entry.returnAddress(), scratch.append(entry.call()));
            entry.set(scratch.toString());
        }
    }

    private void openEntryOf(Task task) {
        if (task.entry != null) {
            open(task.entry);
            task.entry = null;
        }
    }

    private boolean isInterrupt(TraceEvent event, FuncgraphFields known) {
        if (interrupts == null || interrupts.catalog() != event.catalog()) {
            interrupts = InterruptText.of(event.catalog());
        }
        return interrupts.holds(event.number(known.func()));
    }

    private void entry(TraceEvent event, FuncgraphFields known, Task task) {
        openEntryOf(task);
        int depth = CallText.depth(event, known);
        long function = event.number(known.func());
        boolean interrupt = isInterrupt(event, known);
        if (!options.shows(GraphOption.IRQS) && task.state.hidesEntry(depth, interrupt)) {
            return;
        }
        scratch.truncate(0);
        if (interrupt) {
            columns.interrupt(scratch, event, true);
        }
        columns.prologue(scratch, event);
        String left = scratch.toString();
        scratch.truncate(0);
        calls.call(event, known, scratch);
        task.entry = new HeldLine(left, scratch.toString(), calls.returnAddress(event, known), function, depth);
        held.add(task.entry);
        task.state.enter(depth, function);
        compensation.enter(event, known);
    }

    private void exit(TraceEvent event, FuncgraphFields known, Task task) {
        int depth = CallText.depth(event, known);
        long function = event.number(known.func());
        if (!options.shows(GraphOption.IRQS) && task.state.hidesExit(depth)) {
            return;
        }
        HeldLine entry = task.entry;
        boolean leaf = entry != null && !entry.isReady() && entry.isEntryOf(function, depth);
        if (!leaf) {
            openEntryOf(task);
        }
        task.entry = null;
        boolean entrySeen = task.state.leave(depth, function);
        long duration = compensation.duration(event, known);
        scratch.truncate(0);
        if (leaf) {
            columns.duration(scratch.append(entry.columns()), duration);
            calls.leafEnd(entry.returnAddress(), event, known, scratch.append(entry.call()));
        } else {
            columns.prologue(scratch, event);
            columns.duration(scratch, duration);
            calls.close(event, known, entrySeen, scratch);
        }
        calls.overrun(event, known, scratch);
        if (isInterrupt(event, known)) {
            columns.interrupt(scratch, event, false);
        }
        if (leaf) {
            entry.set(scratch.toString());
        } else {
            hold();
        }
    }

    private void other(TraceEvent event, Task task) throws IOException {
        openEntryOf(task);
        scratch.truncate(0);
        if (KernelEventText.isLineOfItsOwn(event)) {
            texts.line(event, scratch);
        } else {
            columns.prologue(scratch, event);
            FunctionGraph.comment(event, task.state.depth, columns, texts, scratch);
        }
        hold();
    }
}
