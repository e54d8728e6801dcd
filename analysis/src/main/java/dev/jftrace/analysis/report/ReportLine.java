package dev.jftrace.analysis.report;

import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.util.List;

/**
 * Makes the lines of a report. Events are passed in their order, and appended by the same object or by others of other
 * threads, which then need to be told what was shown before.
 */
final class ReportLine {
    private static final String UNKNOWN = "[UNKNOWN EVENT]";

    private final ReportOptions options;
    private final EventText text;
    private final ReportColors colors;
    private final TaskColumn task;
    private final int prefixWidth;
    private final boolean prefixed;
    private final TimeColumn time;
    private final TimeDifference difference;

    ReportLine(ReportOptions options, EventStream stream) {
        this.options = options;
        text = new EventText(options, stream);
        colors = new ReportColors(options.colored());
        task = new TaskColumn(options.latency(), options.raw(), colors);
        time = new TimeColumn(options.nanoseconds());
        List<String> names = stream.bufferNames();
        int width = 0;
        for (String name : names) {
            width = Math.max(width, name.length());
        }
        prefixed = names.size() > 1 || width > 0;
        prefixWidth = width;
        difference = options.differences() ? new TimeDifference(options.nanosecondDifferences()) : null;
    }

    /** What is to be done in the order of the events, before any of them is appended that comes later. */
    void pass(TraceEvent event) throws IOException {
        if (event.format() != null) {
            text.pass(event);
        }
    }

    /** Appends what was passed before, by this object or by another; a line or more. */
    void append(TraceEvent event, TextBuffer out) throws IOException {
        append(event, null, out);
    }

    /** @param place where the event stands; null where that is not asked for */
    void append(TraceEvent event, PlaceText place, TextBuffer out) throws IOException {
        prefix(event, out);
        if (event.missedEvents() != 0) {
            lost(event, out);
        }
        if (place != null) {
            place.before(event, out);
        }
        if (event.format() == null) {
            unknown(event, out);
        } else {
            task.append(event, out);
            time.append(event, out);
            if (difference != null) {
                difference.append(event, out);
            }
            text.append(event, out);
        }
        if (out.byteAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
        if (place != null) {
            place.behind(event, out);
        }
    }

    /** The time that the next event's difference counts from, where the line before was made by another. */
    void after(long shownBefore) {
        if (difference != null) {
            difference.after(shownBefore);
        }
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
        out.append("CPU:").decimal(event.cpu()).append(" [");
        if (lost > 0) {
            out.decimal(lost).append(' ');
        }
        out.append("EVENTS DROPPED]\n");
    }

    private void unknown(TraceEvent event, TextBuffer out) {
        out.append(UNKNOWN);
        if (options.raw()) {
            out.append("-0x").hex(event.flags());
        } else {
            out.append(UNKNOWN);
        }
        out.append(UNKNOWN).append(EventText.nameColumn("(NULL)", colors)).append(UNKNOWN);
    }
}
