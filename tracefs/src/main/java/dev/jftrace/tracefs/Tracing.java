package dev.jftrace.tracefs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tracing that a {@link TraceRequest} describes, in the order in which trace-cmd sets it up: what traces is off until all is
 * set, filters stand before the tracer starts.
 *
 * <pre>
 * check      is all there that is asked for? changes nothing
 * prepare    instances, off, clock, filters, events, sizes, tracer, options
 * restrictTo the tasks, where only some are to be traced
 * on
 * </pre>
 */
public final class Tracing {
    private final Tracefs tracefs;
    private final Tracefs sysctl;
    private final TraceRequest request;
    private final List<Instance> created = new ArrayList<>();

    public Tracing(Tracefs tracefs, TraceRequest request) {
        this(tracefs, tracefs.sysctl(), request);
    }

    /** @param sysctl where {@code ftrace_enabled} is, the kernel's switch of all function tracing */
    public Tracing(Tracefs tracefs, Tracefs sysctl, TraceRequest request) {
        this.tracefs = tracefs;
        this.sysctl = sysctl;
        this.request = request;
    }

    private Instance instance(InstanceRequest of) {
        return of.isTop() ? tracefs.top() : tracefs.instance(of.name());
    }

    /** The instances that are asked for, but those to delete. */
    public List<Instance> instances() {
        return kept().stream().map(this::instance).toList();
    }

    private List<InstanceRequest> kept() {
        return request.instances().stream().filter(one -> !one.delete()).toList();
    }

    /** Those that {@link #prepare} made, because they were not there. */
    public List<Instance> created() {
        return List.copyOf(created);
    }

    /** @throws TraceRequestException naming the first thing that is not there */
    public void check() throws TracefsException, TraceRequestException {
        for (InstanceRequest one : kept()) {
            Instance instance = instance(one);
            // An instance that is not there yet will be as the top one, but for the tracers that stay at the top.
            new RequestCheck(instance.exists() ? instance : tracefs.top(), request.ignoreMissing()).check(one);
        }
    }

    public void prepare() throws TracefsException {
        for (InstanceRequest one : request.instances()) {
            if (one.delete() && instance(one).exists()) {
                instance(one).delete();
            } else if (!one.delete() && !instance(one).exists()) {
                instance(one).create();
                created.add(instance(one));
            }
        }
        for (InstanceRequest one : kept()) {
            functionTrace(instance(one));
        }
        functionTraceOfAll();
        if (!request.keep()) {
            off(true);
        }
        for (InstanceRequest one : kept()) {
            set(one, instance(one));
        }
        ControlFile size = tracefs.file("saved_cmdlines_size");
        if (request.savedCmdlines() != InstanceRequest.UNSET) {
            size.write(Integer.toString(request.savedCmdlines()));
        }
    }

    private void functionTrace(Instance instance) throws TracefsException {
        if (instance.options().exists("function-trace")
                && instance.options().isOn("function-trace") != request.functionTrace()) {
            instance.options().set("function-trace", request.functionTrace());
        }
    }

    /** Newer kernels (7.3) do not let it be switched off any more, and say so. */
    private void functionTraceOfAll() throws TracefsException {
        ControlFile enabled = sysctl.file("ftrace_enabled");
        if (enabled.exists() && request.functionTraceOfAll() == enabled.value().equals("1")) {
            enabled.write(request.functionTraceOfAll() ? "0" : "1");
        }
    }

    private void set(InstanceRequest one, Instance instance) throws TracefsException {
        if (one.clock() != null) {
            instance.clock().set(one.clock());
        }
        setFunctions(one, instance);
        if (one.cpuMask() != null) {
            instance.file("tracing_cpumask").write(CpuMask.of(one.cpuMask(), instance));
        }
        setEvents(one, instance);
        if (one.bufferKb() != InstanceRequest.UNSET) {
            instance.bufferSize().set(one.bufferKb());
        }
        if (one.subBufferKb() != InstanceRequest.UNSET) {
            instance.bufferSize().subBuffer(one.subBufferKb());
        }
        if (one.maxGraphDepth() != InstanceRequest.UNSET) {
            tracefs.file("max_graph_depth").writeAndCheck(Integer.toString(one.maxGraphDepth()));
        }
        setTracer(one, instance);
        for (String option : one.options()) {
            instance.options().set(option);
        }
        if (request.children()) {
            follow(instance);
        }
    }

    /** A stack at each function, left on by somebody, would bring the machine down when the tracer starts without a filter. */
    private static void setTracer(InstanceRequest one, Instance instance) throws TracefsException {
        if (one.tracer() == null) {
            return;
        }
        if (one.tracer().startsWith("function")
                && instance.options().exists("func_stack_trace")
                && instance.options().isOn("func_stack_trace")) {
            instance.options().set("func_stack_trace", false);
        }
        instance.tracer(one.tracer());
    }

    private static void follow(Instance instance) throws TracefsException {
        instance.options().set("event-fork", true);
        if (instance.options().exists("function-fork")) {
            instance.options().set("function-fork", true);
        }
    }

    private void setFunctions(InstanceRequest one, Instance instance) throws TracefsException {
        Map<Boolean, List<String>> commands =
                one.filters().stream().collect(Collectors.partitioningBy(Tracing::isCommand));
        if (!commands.get(false).isEmpty()) {
            instance.filter().replace(commands.get(false));
        }
        if (!commands.get(true).isEmpty()) {
            instance.filter().add(commands.get(true));
        }
        if (!one.graphFunctions().isEmpty()) {
            tracefs.top().graphFunction().replace(one.graphFunctions());
        }
        if (!one.notraces().isEmpty()) {
            boolean graph = one.isTop() && "function_graph".equals(one.tracer());
            (graph ? instance.graphNotrace() : instance.notrace()).replace(one.notraces());
        }
    }

    /** {@code NAME:COMMAND}, where {@code NAME:mod:MODULE} is a filter as any. */
    private static boolean isCommand(String word) {
        int colon = word.indexOf(':');
        return colon >= 0 && !word.startsWith(":mod:", colon);
    }

    private void setEvents(InstanceRequest one, Instance instance) throws TracefsException {
        EventSwitch events = instance.events();
        Map<Boolean, List<EventName>> named =
                new LinkedHashMap<>(Map.of(true, new ArrayList<>(), false, new ArrayList<>()));
        for (EventRequest event : one.events()) {
            List<EventName> matching = events.matching(event.pattern());
            named.get(event.off()).addAll(matching);
            if (event.filter() != null && !event.off()) {
                for (EventName name : matching) {
                    events.filter(name, event.filter());
                }
            }
            if (!event.triggers().isEmpty()) {
                setTriggers(events, events.single(matching), event.triggers());
            }
        }
        events.enable(named.get(false));
        events.disable(named.get(true));
    }

    /** In the place of those that it has, as trace-cmd does. */
    private static void setTriggers(EventSwitch events, List<EventName> names, List<String> triggers)
            throws TracefsException {
        for (EventName name : names) {
            EventTriggers of = events.triggers(name);
            of.clear();
            for (String trigger : triggers) {
                of.add(new Trigger(trigger));
            }
        }
    }

    /** Only these tasks, beside those that the instances were asked to restrict themselves to. */
    public void restrictTo(Collection<Long> pids) throws TracefsException {
        for (InstanceRequest one : kept()) {
            List<String> all = new ArrayList<>();
            one.pids().forEach(pid -> all.add(Integer.toString(pid)));
            pids.forEach(pid -> all.add(Long.toString(pid)));
            if (!all.isEmpty()) {
                restrict(instance(one), String.join(" ", all));
            }
        }
    }

    private static void restrict(Instance instance, String pids) throws TracefsException {
        if (instance.file("set_event_pid").exists()) {
            instance.file("set_event_pid").replace(pids);
        }
        if (instance.file("set_ftrace_pid").exists()) {
            instance.file("set_ftrace_pid").replace(pids);
        }
    }

    public void on() throws TracefsException {
        for (Instance instance : instances()) {
            instance.tracingOn(true);
        }
    }

    /** Where earlier settings are kept, the switch is one of them. */
    public void onUnlessKept() throws TracefsException {
        if (!request.keep()) {
            on();
        }
    }

    /** Stops writing into the buffers; what is in them stays. */
    public void stop() throws TracefsException {
        for (Instance instance : instances()) {
            instance.tracingOn(false);
        }
    }

    /** Stops, and takes tracer, events, their subsystems' filters and the tasks away; empties the buffers. */
    public void off(boolean tracer) throws TracefsException {
        for (Instance instance : instances()) {
            new Reset(instance).disable(tracer);
        }
    }
}
