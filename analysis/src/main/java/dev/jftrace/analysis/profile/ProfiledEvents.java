package dev.jftrace.analysis.profile;

import dev.jftrace.analysis.profile.ProfiledEvent.Kind;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of a trace as a profile sees them. Of an event with two roles the later one holds. */
final class ProfiledEvents {
    private final EventCatalog catalog;
    private final Map<Integer, ProfiledEvent> byId = new HashMap<>();

    private ProfiledEvents(EventCatalog catalog) {
        this.catalog = catalog;
    }

    static ProfiledEvents of(EventCatalog catalog, ProfileOptions options) {
        ProfiledEvents events = new ProfiledEvents(catalog);
        events.addInterrupts(options.globalInterrupts());
        events.addScheduler();
        events.addCalls();
        for (ProfileHook hook : options.hooks()) {
            if (hook.missing(catalog) != null) {
                continue;
            }
            events.mate(events.add(hook.start(), Kind.PLAIN), events.add(hook.end(), Kind.PLAIN), hook);
        }
        events.addOthers();
        return events;
    }

    /** @return null for an event that the trace does not know */
    ProfiledEvent find(int id) {
        return byId.get(id);
    }

    private void addInterrupts(boolean global) {
        ProfiledEvent entry = add("irq", "irq_handler_entry", Kind.PLAIN);
        ProfiledEvent exit = add("irq", "irq_handler_exit", Kind.PLAIN);
        mate(entry, exit, pair("irq", "irq", false, global));
        ProfiledEvent softirqEntry = add("irq", "softirq_entry", Kind.SOFTIRQ);
        ProfiledEvent softirqExit = add("irq", "softirq_exit", Kind.SOFTIRQ);
        ProfiledEvent raise = add("irq", "softirq_raise", Kind.SOFTIRQ);
        mate(softirqEntry, softirqExit, pair("vec", "vec", false, global));
        mate(raise, softirqEntry, pair("vec", "vec", false, global));
    }

    private void addScheduler() {
        ProfiledEvent wakeup = add("sched", "sched_wakeup", Kind.SCHED_WAKEUP);
        ProfiledEvent change = add("sched", "sched_switch", Kind.SCHED_SWITCH);
        if (change != null) {
            change.withValue(change.format().field("prev_state"));
        }
        // Without wakeups a task is out until it is switched to.
        ProfiledEvent ending = wakeup == null ? change : wakeup;
        String woken = wakeup == null ? "prev_pid" : "pid";
        mate(change, ending, new ProfileHook(end("next_pid"), "prev_pid", end(woken), true, false, false));
        mate(wakeup, change, new ProfileHook(end("pid"), "pid", end("prev_pid"), true, false, false));
        if (wakeup != null) {
            wakeup.withValue(wakeup.format().field("success"));
        }
        ProfiledEvent exec = add("sched", "sched_process_exec", Kind.EXEC);
        if (exec != null) {
            exec.withValue(exec.format().field("old_pid"));
        }
    }

    private void addCalls() {
        ProfiledEvent entry = add("ftrace", "funcgraph_entry", Kind.FUNCGRAPH_ENTRY);
        ProfiledEvent exit = add("ftrace", "funcgraph_exit", Kind.FUNCGRAPH_EXIT);
        mate(entry, exit, pair("func", "func", true, false));
        ProfiledEvent enter = add("raw_syscalls", "sys_enter", Kind.SYSCALL);
        ProfiledEvent leave = add("raw_syscalls", "sys_exit", Kind.SYSCALL);
        mate(enter, leave, pair("id", "id", true, false));
        ProfiledEvent stack = add("ftrace", "kernel_stack", Kind.STACK);
        if (stack != null) {
            stack.withValue(stack.format().field("caller"));
        }
        ProfiledEvent function = add("ftrace", "function", Kind.FUNCTION);
        if (function != null) {
            function.withValue(function.format().field("ip"));
        }
    }

    /** What no kind is known of is counted, for each value of its first field. */
    private void addOthers() {
        for (EventFormat format : catalog.formats()) {
            List<EventField> fields = format.fields();
            byId.computeIfAbsent(
                    format.id(),
                    id -> new ProfiledEvent(format, Kind.PLAIN).withValue(fields.isEmpty() ? null : fields.get(0)));
        }
    }

    private static ProfileHook pair(String start, String end, boolean migrates, boolean global) {
        return new ProfileHook(end(start), null, end(end), migrates, global, false);
    }

    private static ProfileHook.End end(String field) {
        return new ProfileHook.End(null, "", field);
    }

    private ProfiledEvent add(String system, String event, Kind kind) {
        return add(new ProfileHook.End(system, event, ""), kind);
    }

    private ProfiledEvent add(ProfileHook.End end, Kind kind) {
        for (EventFormat format : catalog.formats()) {
            if (end.is(format)) {
                ProfiledEvent event = new ProfiledEvent(format, kind);
                byId.put(format.id(), event);
                return event;
            }
        }
        return null;
    }

    private void mate(ProfiledEvent start, ProfiledEvent end, ProfileHook hook) {
        if (start != null && end != null) {
            start.endWith(end, hook);
        }
    }
}
