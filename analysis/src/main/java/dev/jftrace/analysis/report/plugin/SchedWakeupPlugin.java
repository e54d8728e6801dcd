package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;

/** {@code sched:sched_wakeup} and {@code sched_wakeup_new}: {@code comm:pid [prio] CPU:nnn}. */
final class SchedWakeupPlugin implements Plugin {
    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        EventField pid = format.field("pid");
        boolean ours = format.name().equals("sched_wakeup") || format.name().equals("sched_wakeup_new");
        if (!format.system().equals("sched") || !ours || pid == null) {
            return null;
        }
        TaskText task = new TaskText(format.field("comm"), pid);
        EventField prio = format.field("prio");
        EventField success = format.field("success");
        EventField cpu = format.field("target_cpu");
        return (event, out) -> {
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
        };
    }
}
