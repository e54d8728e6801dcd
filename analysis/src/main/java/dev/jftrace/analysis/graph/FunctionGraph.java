package dev.jftrace.analysis.graph;

import dev.jftrace.analysis.kernel.KernelEventText;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The text that the kernel's function_graph tracer shows in {@code trace}, of any stream with its events. A call is a leaf, one
 * line, where the next event of its CPU is its exit. Events that are no calls stand among the calls as comments.
 *
 * <p>One object may print stream after stream of one recording: what is known of each CPU stays.
 */
public final class FunctionGraph {
    private static final String LINE = " ------------------------------------------\n";

    private final GraphOptions options;
    private final GraphColumns columns;
    private final CallText calls;
    private final int firstPid;
    private final FuncgraphFormats formats = new FuncgraphFormats();
    private final KernelEventText texts = new KernelEventText();
    private final Map<Long, GraphState> cpus = new HashMap<>();
    private Compensation compensation = new Compensation(null);
    private InterruptText interrupts;

    private FunctionGraph(GraphOptions options, int cpuWidth, int firstPid) {
        this.options = options;
        this.columns = new GraphColumns(options, cpuWidth);
        this.calls = new CallText(options);
        this.firstPid = firstPid;
    }

    /** For a kernel: who ran on a CPU before its first event is not known. @param cpus how many CPUs the machine has */
    public static FunctionGraph ofKernel(GraphOptions options, int cpus) {
        return new FunctionGraph(options, GraphColumns.widthOf(cpus), GraphState.NO_PID);
    }

    /** For a JVM: a lane is idle until its thread begins, which a banner tells. @param lanes how many are shown without a shift */
    public static FunctionGraph ofJvm(GraphOptions options, int lanes) {
        return new FunctionGraph(options, GraphColumns.widthOf(lanes), 0);
    }

    /** For whichever of the two recorded the trace: only a JVM tells how a call ended. @param cpus or lanes */
    public static FunctionGraph of(EventCatalog catalog, GraphOptions options, int cpus) {
        EventFormat exit = catalog.find("ftrace", "funcgraph_exit");
        boolean jvm = exit != null && exit.field("kind") != null;
        return jvm ? ofJvm(options, cpus) : ofKernel(options, cpus);
    }

    /** Shows durations without what recording took. @param cost null for none */
    public FunctionGraph without(HookCost cost) {
        compensation = new Compensation(cost);
        return this;
    }

    public void header(TextBuffer out) {
        columns.header(out);
    }

    /** Appends the lines of one event, of the stream's look-ahead too where that is its own exit. */
    public void print(TraceEvent event, EventStream stream, TextBuffer out) throws IOException {
        GraphState cpu = cpuOf(event);
        if (event.missedEvents() != 0) {
            KernelEventText.lost(event, out);
        }
        FuncgraphFields known = formats.of(event);
        if (cpu.skipExit) {
            cpu.skipExit = false;
        } else if (known == null) {
            other(event, cpu, out);
        } else if (known.isExit()) {
            exit(event, known, cpu, out);
        } else {
            entry(event, known, cpu, stream, out);
        }
    }

    private GraphState cpuOf(TraceEvent event) {
        long key = (long) event.bufferIndex() << Integer.SIZE | event.cpu();
        return cpus.computeIfAbsent(key, number -> new GraphState(firstPid));
    }

    private void banner(TraceEvent event, GraphState cpu, TextBuffer out) {
        int before = cpu.lastPid;
        int pid = event.pid();
        cpu.lastPid = pid;
        if (before == pid || before == GraphState.NO_PID) {
            return;
        }
        out.append(LINE);
        columns.cpu(out, event.cpu());
        columns.proc(out, event.catalog().tasks().comm(before), before);
        out.append(" => ");
        columns.proc(out, event.catalog().tasks().comm(pid), pid);
        out.append('\n').append(LINE).append('\n');
    }

    private boolean isInterrupt(TraceEvent event, FuncgraphFields known) {
        if (interrupts == null || interrupts.catalog() != event.catalog()) {
            interrupts = InterruptText.of(event.catalog());
        }
        return interrupts.holds(event.number(known.func()));
    }

    private void entry(TraceEvent event, FuncgraphFields known, GraphState cpu, EventStream stream, TextBuffer out)
            throws IOException {
        int depth = CallText.depth(event, known);
        boolean interrupt = isInterrupt(event, known);
        if (!options.shows(GraphOption.IRQS) && cpu.hidesEntry(depth, interrupt)) {
            return;
        }
        banner(event, cpu, out);
        if (interrupt) {
            columns.interrupt(out, event, true);
        }
        columns.prologue(out, event);
        compensation.enter(event, known);
        TraceEvent next = stream.peekCpu();
        FuncgraphFields ofNext = formats.of(next);
        if (ofNext != null && isExitOf(event, known, next, ofNext)) {
            cpu.leaf(depth);
            cpu.skipExit = true;
            columns.duration(out, compensation.duration(next, ofNext));
            calls.call(event, known, out);
            calls.leafEnd(calls.returnAddress(event, known), next, ofNext, out);
            afterExit(next, ofNext, out);
        } else {
            cpu.enter(depth, event.number(known.func()));
            columns.noDuration(out);
            calls.call(event, known, out);
            calls.openEnd(calls.returnAddress(event, known), out);
        }
    }

    static boolean isExitOf(TraceEvent entry, FuncgraphFields of, TraceEvent next, FuncgraphFields ofNext) {
        return ofNext.isExit() && next.pid() == entry.pid() && next.number(ofNext.func()) == entry.number(of.func());
    }

    private void exit(TraceEvent event, FuncgraphFields known, GraphState cpu, TextBuffer out) {
        int depth = CallText.depth(event, known);
        if (!options.shows(GraphOption.IRQS) && cpu.hidesExit(depth)) {
            return;
        }
        boolean entrySeen = cpu.leave(depth, event.number(known.func()));
        banner(event, cpu, out);
        columns.prologue(out, event);
        columns.duration(out, compensation.duration(event, known));
        calls.close(event, known, entrySeen, out);
        afterExit(event, known, out);
    }

    private void afterExit(TraceEvent event, FuncgraphFields known, TextBuffer out) {
        calls.overrun(event, known, out);
        if (isInterrupt(event, known)) {
            columns.interrupt(out, event, false);
        }
    }

    private void other(TraceEvent event, GraphState cpu, TextBuffer out) throws IOException {
        if (KernelEventText.isLineOfItsOwn(event)) {
            texts.line(event, out);
            return;
        }
        banner(event, cpu, out);
        columns.prologue(out, event);
        comment(event, cpu.depth, columns, texts, out);
    }

    /** @param depth not indented at all below 1, as in the kernel */
    static void comment(TraceEvent event, int depth, GraphColumns columns, KernelEventText texts, TextBuffer out)
            throws IOException {
        columns.noDuration(out);
        out.fill(' ', depth > 0 ? 2 * (depth + 1) : 0).append("/* ");
        texts.comment(event, out);
        out.append(" */\n");
    }
}
