package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code sched:sched_wakeup} and {@code sched_wakeup_new}: {@code comm:pid [prio] CPU:nnn}. */
final class SchedWakeupPlugin implements Plugin {
    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        boolean ours = format.name().equals("sched_wakeup") || format.name().equals("sched_wakeup_new");
        return format.system().equals("sched") && ours && format.field("pid") != null ? new Wakeup(format) : null;
    }

    private static final class Wakeup implements EventHandler {
        private final TaskText task;
        private final EventField prio;
        private final EventField success;
        private final EventField cpu;

        Wakeup(EventFormat format) {
            task = new TaskText(format.field("comm"), format.field("pid"));
            prio = format.field("prio");
            success = format.field("success");
            cpu = format.field("target_cpu");
        }

        @Override
        public void pass(TraceEvent event) {
            task.learn(event);
        }

        @Override
        public boolean tellsOfFieldsOnly() {
            return true;
        }

        @Override
        public boolean print(TraceEvent event, TextBuffer out) {
            task.append(event, out);
            if (prio != null) {
                out.append(" [").decimal(event.number(prio)).append(']');
            }
            if (success != null) {
                out.append(" success=").decimal(event.number(success));
            }
            if (cpu != null) {
                out.append(" CPU:").unsigned(event.number(cpu), 3);
            }
            return true;
        }
    }
}
