package dev.jftrace.analysis.report;

import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.filter.EventTest;
import java.io.IOException;

/**
 * The text of {@code trace-cmd report}, byte for byte:
 *
 * <pre>
 *           comm-pid   [cpu] flags  seconds: event:                what it says
 *           bash-1163  [001] d..2.   134.744106: sched_switch:         bash:1163 [120] S ==> swapper/1:0 [120]
 * </pre>
 *
 * The caller takes the text out of the buffer when it likes. For one thread; {@link ParallelReport} is for more.
 */
public final class Report {
    private final EventStream stream;
    private final ReportLine line;
    private final EventTest shown;
    private final WakeupLatencies wakeups;
    private final boolean boundaries;
    private final boolean places;

    public Report(ReportOptions options, EventStream stream) {
        this(options, stream, EventTest.ALWAYS, null);
    }

    /**
     * @param shown asked once for each event, in the order of the stream
     * @param wakeups told of each event that is shown; null for none
     */
    public Report(ReportOptions options, EventStream stream, EventTest shown, WakeupLatencies wakeups) {
        this.stream = stream;
        this.shown = shown;
        this.wakeups = wakeups;
        line = new ReportLine(options, stream);
        boundaries = options.boundaries();
        places = options.places();
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
        // Before it is passed: a plug-in may look at the event behind it.
        PlaceText place = boundaries ? new PlaceText(stream.place(), places) : null;
        line.pass(event);
        line.append(event, place, out);
        if (wakeups != null) {
            out.truncate(out.length() - 1);
            wakeups.append(event, out);
            out.append('\n');
        }
        return true;
    }
}
