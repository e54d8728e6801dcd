package dev.jftrace.analysis.kernel;

import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.filter.EventTest;
import java.io.IOException;

/**
 * A trace as the kernel's file {@code trace} shows it, which is what tools read that know ftrace as text. Two lines of
 * the file are missing: how many events were written is not known before the end. A trace of several buffers is one
 * text, in the order of time.
 */
public final class KernelReport {
    private final EventStream stream;
    private final EventTest shown;
    private final KernelEventText texts = new KernelEventText();

    public KernelReport(EventStream stream) {
        this(stream, EventTest.ALWAYS);
    }

    /** @param shown asked once for each event, in the order of the stream */
    public KernelReport(EventStream stream, EventTest shown) {
        this.stream = stream;
        this.shown = shown;
    }

    /** @param tracer such as {@code nop} */
    public static void header(String tracer, TextBuffer out) {
        out.append("# tracer: ").append(tracer).append('\n');
        out.append("#\n");
        out.append("#                                _-----=> irqs-off/BH-disabled\n");
        out.append("#                               / _----=> need-resched\n");
        out.append("#                              | / _---=> hardirq/softirq\n");
        out.append("#                              || / _--=> preempt-depth\n");
        out.append("#                              ||| / _-=> migrate-disable\n");
        out.append("#                              |||| /     delay\n");
        out.append("#           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION\n");
        out.append("#              | |         |   |||||     |         |\n");
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
        if (event.missedEvents() != 0) {
            KernelEventText.lost(event, out);
        }
        texts.line(event, out);
        return true;
    }
}
