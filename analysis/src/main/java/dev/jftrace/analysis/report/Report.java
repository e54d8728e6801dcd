package dev.jftrace.analysis.report;

import dev.jftrace.analysis.report.plugin.TimeText;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.filter.EventTest;
import java.io.IOException;
import java.util.List;

/**
 * The text of {@code trace-cmd report}, byte for byte:
 *
 * <pre>
 *           comm-pid   [cpu] flags  seconds: event:                what it says
 *           bash-1163  [001] d..2.   134.744106: sched_switch:         bash:1163 [120] S ==> swapper/1:0 [120]
 * </pre>
 *
 * The caller takes the text out of the buffer when it likes. For one thread.
 */
public final class Report {
    private static final int COMM_WIDTH = 16;
    private static final int SHORT_COMM = 8;
    private static final int NAME_WIDTH = 20;
    private static final int COUNTER_WIDTH = 12;
    private static final String UNKNOWN = "[UNKNOWN EVENT]";

    private final ReportOptions options;
    private final EventStream stream;
    private final EventText text;
    private final int prefixWidth;
    private final boolean prefixed;
    private final TimeDifference difference;
    private final EventTest shown;
    private final WakeupLatencies wakeups;
    private final ReportColors colors;

    public Report(ReportOptions options, EventStream stream) {
        this(options, stream, EventTest.ALWAYS, null);
    }

    /**
     * @param shown asked once for each event, in the order of the stream
     * @param wakeups told of each event that is shown; null for none
     */
    public Report(ReportOptions options, EventStream stream, EventTest shown, WakeupLatencies wakeups) {
        this.shown = shown;
        this.wakeups = wakeups;
        this.colors = new ReportColors(options.colored());
        this.options = options;
        this.stream = stream;
        text = new EventText(options, stream);
        List<String> names = stream.bufferNames();
        prefixed = names.size() > 1 || names.stream().anyMatch(name -> !name.isEmpty());
        prefixWidth = names.stream().mapToInt(String::length).max().orElse(0);
        difference = options.differences() ? new TimeDifference(options.nanosecondDifferences()) : null;
    }

    /** The first line. */
    public static void header(int cpus, TextBuffer out) {
        out.append("cpus=").decimal(cpus).append('\n');
    }

    /**
     * Appends the next event, a line or more.
     *
     * @return false at the end
     */
    public boolean next(TextBuffer out) throws IOException {
        TraceEvent event = stream.next();
        while (event != null && !shown.test(event)) {
            event = stream.next();
        }
        if (event == null) {
            return false;
        }
        prefix(event, out);
        lost(event, out);
        if (event.format() == null) {
            unknown(event, out);
        } else {
            task(event, out);
            flags(event, out);
            time(event, out);
            if (difference != null) {
                difference.append(event, out);
            }
            name(event.format().name(), out);
            int from = out.length();
            text.append(event, out);
            colors.mark(event.format().name(), from, out);
        }
        if (wakeups != null) {
            wakeup(event, out);
        }
        endLine(out);
        return true;
    }

    private void wakeup(TraceEvent event, TextBuffer out) {
        if (out.byteAt(out.length() - 1) == '\n') {
            out.truncate(out.length() - 1);
        }
        wakeups.append(event, out);
    }

    private void prefix(TraceEvent event, TextBuffer out) {
        if (prefixed) {
            int from = out.length();
            String name = event.buffer();
            out.append(name).alignRight(from, prefixWidth, ' ');
            out.append(name.isEmpty() ? "  " : ": ");
        }
    }

    private static void lost(TraceEvent event, TextBuffer out) {
        long lost = event.missedEvents();
        if (lost != 0) {
            out.append("CPU:").decimal(event.cpu()).append(" [");
            if (lost > 0) {
                out.decimal(lost).append(' ');
            }
            out.append("EVENTS DROPPED]\n");
        }
    }

    private void unknown(TraceEvent event, TextBuffer out) {
        out.append(UNKNOWN);
        if (options.raw()) {
            out.append("-0x").hex(event.flags());
        } else {
            out.append(UNKNOWN);
        }
        out.append(UNKNOWN);
        name("(NULL)", out);
        out.append(UNKNOWN);
    }

    private void task(TraceEvent event, TextBuffer out) {
        int pid = event.pid();
        byte[] comm = event.catalog().tasks().comm(pid);
        colors.comm(out);
        int from = out.length();
        if (options.latency()) {
            out.append(comm, 0, Math.min(comm.length, SHORT_COMM)).alignRight(from, SHORT_COMM, ' ');
        } else {
            out.append(comm).alignRight(from, COMM_WIDTH, ' ');
        }
        colors.plain(out);
        out.append('-');
        int digits = out.length();
        out.decimal(pid).alignLeft(digits, 5);
        out.append(options.latency() ? " " : " [");
        int cpu = out.length();
        out.decimal(event.cpu());
        if (options.latency()) {
            out.alignRight(cpu, 3, ' ');
        } else {
            out.alignRight(cpu, 3, '0').append(']');
        }
    }

    private void flags(TraceEvent event, TextBuffer out) {
        if (options.raw()) {
            out.append("-0x").hex(event.flags());
            return;
        }
        if (!options.latency()) {
            out.append(' ');
        }
        LatencyFlags.append(event, out);
    }

    private void time(TraceEvent event, TextBuffer out) {
        if (event.clock().isShownAsSeconds()) {
            TimeText.append(event.timestamp(), options.nanoseconds(), out.append(' '));
        } else {
            int from = out.length();
            out.unsigned(event.timestamp()).alignRight(from, COUNTER_WIDTH, ' ');
        }
        out.append(':');
    }

    private void name(String name, TextBuffer out) {
        colors.event(out.append(' '));
        colors.plain(out.append(name));
        out.append(": ").fill(' ', NAME_WIDTH - name.length());
    }

    private static void endLine(TextBuffer out) {
        if (out.byteAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
    }
}
