package dev.jftrace.tracefs;

import java.util.List;
import java.util.Optional;

/**
 * What is to be traced, as a command line says it.
 *
 * @param instances in the order in which they were named; the top one, if anything is asked of it, first
 * @param keep what was set before stays, and tracing goes on meanwhile ({@code set}, {@code record -K})
 * @param ignoreMissing a pattern that no event matches is no error
 * @param functionTrace whether the function tracer may trace functions; off for latency tracers that shall not
 * @param functionTraceOfAll whether it is to be switched off for all users of function tracing
 * @param taskOnly only the command's tasks are traced
 * @param children also what they fork
 * @param savedCmdlines entries of the kernel's table of task names, or {@link InstanceRequest#UNSET}
 */
public record TraceRequest(
        List<InstanceRequest> instances,
        boolean keep,
        boolean ignoreMissing,
        boolean functionTrace,
        boolean functionTraceOfAll,
        boolean taskOnly,
        boolean children,
        int savedCmdlines) {
    public TraceRequest {
        instances = List.copyOf(instances);
    }

    public Optional<InstanceRequest> top() {
        return instances.stream().filter(InstanceRequest::isTop).findFirst();
    }

    /** Whether a tracer or an event was named at all. */
    public boolean traces() {
        return instances.stream().anyMatch(InstanceRequest::traces);
    }

    /** The same with this clock in all instances. */
    public TraceRequest withClock(String clock) {
        return new TraceRequest(
                instances.stream().map(one -> one.withClock(clock)).toList(),
                keep,
                ignoreMissing,
                functionTrace,
                functionTraceOfAll,
                taskOnly,
                children,
                savedCmdlines);
    }

    /** The tasks that any instance is restricted to. */
    public List<Integer> pids() {
        return instances.stream().flatMap(one -> one.pids().stream()).distinct().toList();
    }
}
