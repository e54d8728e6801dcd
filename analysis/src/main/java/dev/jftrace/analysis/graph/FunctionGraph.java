package dev.jftrace.analysis.graph;

import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The text that the kernel's function_graph tracer shows in {@code trace}, of any stream with its events. A call is a leaf, one
 * line, where the next event of its CPU is its exit.
 *
 * <p>One object may print stream after stream of one recording: what is known of each CPU stays.
 */
public final class FunctionGraph {
    private static final String LINE = " ------------------------------------------\n";

    private final GraphOptions options;
    private final GraphColumns columns;
    private final int firstPid;
    private final Map<Integer, GraphCpu> cpus = new HashMap<>();
    private EventFormat[] formats = {};
    private FuncgraphFields[] fields = {};

    private FunctionGraph(GraphOptions options, int cpuWidth, int firstPid) {
        this.options = options;
        this.columns = new GraphColumns(options, cpuWidth);
        this.firstPid = firstPid;
    }

    /** For a kernel: who ran on a CPU before its first event is not known. @param cpus how many CPUs the machine has */
    public static FunctionGraph ofKernel(GraphOptions options, int cpus) {
        return new FunctionGraph(
                options, Integer.toString(Math.max(1, cpus) - 1).length(), GraphCpu.NO_PID);
    }

    /** For a JVM: a lane is idle until its thread begins, which a banner tells. @param lanes how many are shown without a shift */
    public static FunctionGraph ofJvm(GraphOptions options, int lanes) {
        return new FunctionGraph(
                options, Integer.toString(Math.max(1, lanes) - 1).length(), 0);
    }

    public void header(TextBuffer out) {
        columns.header(out);
    }

    /** Appends the lines of one event, of the stream's look-ahead too where that is its own exit. */
    public void print(TraceEvent event, EventStream stream, TextBuffer out) throws IOException {
        EventFormat format = event.format();
        FuncgraphFields known = format == null ? null : fieldsOf(format);
        if (known == null) {
            return;
        }
        GraphCpu cpu = cpus.computeIfAbsent(event.cpu(), number -> new GraphCpu(firstPid));
        if (event.missedEvents() != 0) {
            lost(event, out);
        }
        if (cpu.skipExit) {
            cpu.skipExit = false;
            return;
        }
        banner(event, cpu, out);
        columns.prologue(
                out, event.timestamp(), event.cpu(), event.catalog().tasks().comm(event.pid()), event.pid());
        if (known.isExit()) {
            exit(event, known, cpu, out);
        } else {
            entry(event, known, cpu, stream, out);
        }
    }

    private FuncgraphFields fieldsOf(EventFormat format) {
        for (int i = 0; i < formats.length; i++) {
            if (formats[i] == format) {
                return fields[i];
            }
        }
        formats = java.util.Arrays.copyOf(formats, formats.length + 1);
        fields = java.util.Arrays.copyOf(fields, formats.length);
        formats[formats.length - 1] = format;
        fields[formats.length - 1] = FuncgraphFields.of(format);
        return fields[formats.length - 1];
    }

    private static void lost(TraceEvent event, TextBuffer out) {
        out.append("CPU:").decimal(event.cpu()).append(" [LOST ");
        if (event.missedEvents() > 0) {
            out.decimal(event.missedEvents()).append(' ');
        }
        out.append("EVENTS]\n");
    }

    private void banner(TraceEvent event, GraphCpu cpu, TextBuffer out) {
        int before = cpu.lastPid;
        int pid = event.pid();
        cpu.lastPid = pid;
        if (before == pid || before == GraphCpu.NO_PID) {
            return;
        }
        out.append(LINE);
        columns.cpu(out, event.cpu());
        columns.proc(out, event.catalog().tasks().comm(before), before);
        out.append(" => ");
        columns.proc(out, event.catalog().tasks().comm(pid), pid);
        out.append('\n').append(LINE).append('\n');
    }

    private void entry(TraceEvent event, FuncgraphFields known, GraphCpu cpu, EventStream stream, TextBuffer out)
            throws IOException {
        long func = event.number(known.func());
        int depth = (int) event.number(known.depth());
        int pid = event.pid();
        FunctionMap functions = event.catalog().functions();
        cpu.depth = depth;
        TraceEvent next = stream.peekCpu();
        FuncgraphFields nextKnown = next == null || next.format() == null ? null : fieldsOf(next.format());
        boolean leaf =
                nextKnown != null && nextKnown.isExit() && next.pid() == pid && next.number(nextKnown.func()) == func;
        if (leaf) {
            columns.duration(out, next.number(nextKnown.rettime()) - next.number(nextKnown.calltime()));
            cpu.skipExit = true;
        } else {
            cpu.enter(depth, func);
            columns.noDuration(out);
        }
        indent(out, depth);
        name(out, functions, func);
        out.append(leaf ? "();\n" : "() {\n");
        if (leaf) {
            overrun(next, nextKnown, out);
        }
    }

    private void exit(TraceEvent event, FuncgraphFields known, GraphCpu cpu, TextBuffer out) {
        long func = event.number(known.func());
        int depth = (int) event.number(known.depth());
        boolean entrySeen = cpu.leave(depth, func);
        cpu.depth = depth - 1;
        columns.duration(out, event.number(known.rettime()) - event.number(known.calltime()));
        indent(out, depth);
        out.append('}');
        if (options.tail() || !entrySeen) {
            out.append(" /* ");
            name(out, event.catalog().functions(), func);
            out.append(" */");
        }
        out.append('\n');
        overrun(event, known, out);
    }

    private void overrun(TraceEvent event, FuncgraphFields known, TextBuffer out) {
        if (options.overrun() && known.overrun() != null) {
            out.append(" (Overruns: ").unsigned(event.number(known.overrun())).append(")\n");
        }
    }

    private static void indent(TextBuffer out, int depth) {
        out.fill(' ', 2 * Math.max(0, depth));
    }

    private static void name(TextBuffer out, FunctionMap functions, long address) {
        int function = functions.find(address);
        if (function < 0) {
            out.append("0x").hex(address);
            return;
        }
        functions.appendName(function, out);
        String module = functions.module(function);
        if (module != null) {
            out.append(" [").append(module).append(']');
        }
    }
}
