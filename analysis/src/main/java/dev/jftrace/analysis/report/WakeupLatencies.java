package dev.jftrace.analysis.report;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.HashMap;
import java.util.Map;

/** {@code report -w}: the time from a task's wakeup until it runs. */
public final class WakeupLatencies {
    /** The kernel's prios: those up to here are of real-time tasks. */
    private static final int LAST_RT_PRIO = 99;

    private final Map<Integer, Long> wakeups = new HashMap<>();
    private final LatencySummary all = new LatencySummary();
    private final LatencySummary realTime = new LatencySummary();
    private final EventFormat wakeup;
    private final EventFormat newWakeup;
    private final EventFormat schedSwitch;
    private final EventField nextPid;
    private final EventField nextPrio;

    public WakeupLatencies(EventCatalog catalog) {
        wakeup = catalog.find("sched", "sched_wakeup");
        newWakeup = catalog.find("sched", "sched_wakeup_new");
        schedSwitch = catalog.find("sched", "sched_switch");
        nextPid = schedSwitch == null ? null : schedSwitch.field("next_pid");
        nextPrio = schedSwitch == null ? null : schedSwitch.field("next_prio");
    }

    /** Whether the trace's kernel has the events that tell. */
    private boolean isKnown() {
        return wakeup != null && nextPid != null && nextPrio != null;
    }

    /** Takes an event that is shown, and appends the latency that ends with it. */
    void append(TraceEvent event, TextBuffer out) {
        EventFormat format = event.format();
        if (format == null || !isKnown()) {
            return;
        }
        if (format == wakeup || format == newWakeup) {
            wake(event, format);
        } else if (format == schedSwitch) {
            run(event, out);
        }
    }

    private void wake(TraceEvent event, EventFormat format) {
        EventField success = format.field("success");
        EventField pid = format.field("pid");
        if (pid != null && (success == null || event.number(success) != 0)) {
            wakeups.put((int) event.number(pid), event.timestamp());
        }
    }

    private void run(TraceEvent event, TextBuffer out) {
        Long start = wakeups.remove((int) event.number(nextPid));
        if (start == null) {
            return;
        }
        long latency = event.timestamp() - start;
        all.add(latency, event.timestamp());
        if (Long.compareUnsigned(event.number(nextPrio), LAST_RT_PRIO) <= 0) {
            realTime.add(latency, event.timestamp());
        }
        out.append(" Latency: ");
        LatencySummary.usecs(latency, out);
    }

    /** What all of them come to; nothing if there was none. */
    public void summary(TextBuffer out) {
        if (all.count() == 0) {
            return;
        }
        all.append(out);
        if (realTime.count() != 0) {
            out.append("RT task timings:\n");
            realTime.append(out);
        }
    }
}
