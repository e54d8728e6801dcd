package dev.jftrace.tracefs;

import java.util.List;

/** Takes away what an instance was told to trace. */
public final class Reset {
    /** How a system's file begins of which no filter was set. */
    private static final String NO_SYSTEM_FILTER = "### global filter ###";

    private static final String NO_FILTER = "none";

    private final Instance instance;

    public Reset(Instance instance) {
        this.instance = instance;
    }

    /**
     * Off: no tracing, no events, no filters of events, all tasks, empty buffers.
     *
     * @param tracer whether the tracer goes too
     */
    public void disable(boolean tracer) throws TracefsException {
        instance.tracingOn(false);
        TraceOptions options = instance.options();
        if (instance.tracer().equals("function") && options.exists("func_stack_trace")) {
            options.set("func_stack_trace", false);
        }
        if (tracer && !instance.tracer().equals("nop")) {
            instance.tracer("nop");
        }
        instance.events().disableAll();
        clearFilters();
        if (instance.file("set_ftrace_pid").exists()) {
            instance.file("set_ftrace_pid").clear();
        }
        instance.clearTrace();
    }

    /** The filters of systems and events that have one; of most the files are read only. */
    public void clearFilters() throws TracefsException {
        for (String system : instance.events().systems()) {
            ControlFile filter = instance.file("events/" + system + "/filter");
            String value = filter.valueIfThere().orElse(NO_FILTER);
            if (!value.equals(NO_FILTER) && !value.startsWith(NO_SYSTEM_FILTER)) {
                filter.write("0");
            }
        }
        for (EventName event : instance.events().every()) {
            ControlFile filter = instance.file(event.folder() + "filter");
            if (!filter.valueIfThere().orElse(NO_FILTER).equals(NO_FILTER)) {
                filter.write("0");
            }
        }
    }

    /** Every trigger; some go only after others, those that use their variables. */
    public void clearTriggers() throws TracefsException {
        List<EventName> left = instance.events().every();
        for (int before = Integer.MAX_VALUE; !left.isEmpty() && left.size() < before; ) {
            before = left.size();
            List<EventName> still = new java.util.ArrayList<>();
            for (EventName event : left) {
                EventTriggers triggers = instance.events().triggers(event);
                if (!triggers.clear()) {
                    still.add(event);
                }
            }
            left = still;
        }
        if (!left.isEmpty()) {
            throw new TracefsException(
                    instance.file(left.getFirst().folder() + "trigger").path(),
                    null,
                    new java.io.IOException("a trigger stays: something else uses it"));
        }
    }

    /** Filters of functions, and the commands at functions. */
    public void clearFunctions() throws TracefsException {
        for (FunctionFilter filter :
                List.of(instance.filter(), instance.notrace(), instance.graphFunction(), instance.graphNotrace())) {
            if (filter.exists()) {
                filter.clear();
            }
        }
    }

    /** All CPUs, all tasks, the local clock, no latency kept, an empty error log. */
    public void clearRest() throws TracefsException {
        if (instance.file("error_log").exists()) {
            instance.errorLog().clear();
        }
        if (instance.file("trace_clock").exists() && instance.clock().all().contains("local")) {
            instance.clock().set("local");
        }
        for (String list : List.of("set_event_pid", "set_event_notrace_pid")) {
            if (instance.file(list).exists()) {
                instance.file(list).clear();
            }
        }
        if (instance.file("tracing_max_latency").exists()) {
            instance.file("tracing_max_latency").write("0");
        }
        if (instance.file("tracing_cpumask").exists()
                && !CpuMask.hasAll(instance.file("tracing_cpumask").value(), instance.cpus())) {
            instance.file("tracing_cpumask").write(CpuMask.all(instance.cpus()));
        }
    }
}
