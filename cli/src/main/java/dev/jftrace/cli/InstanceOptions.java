package dev.jftrace.cli;

import dev.jftrace.tracefs.InstanceRequest;
import java.util.ArrayList;
import java.util.List;

/** The options that were given for an instance; "" is the top one. */
final class InstanceOptions {
    final List<EventOptions> events = new ArrayList<>();
    final List<String> filters = new ArrayList<>();
    final List<String> notraces = new ArrayList<>();
    final List<String> graphFunctions = new ArrayList<>();
    final List<String> options = new ArrayList<>();
    final List<Integer> pids = new ArrayList<>();
    final String name;
    final boolean delete;
    String tracer;
    String clock;
    String cpuMask;
    int bufferKb = InstanceRequest.UNSET;
    int subBufferKb = InstanceRequest.UNSET;
    int maxGraphDepth = InstanceRequest.UNSET;

    InstanceOptions(String name, boolean delete) {
        this.name = name;
        this.delete = delete;
    }

    boolean isAsked() {
        return !request(null).equals(new InstanceOptions(name, delete).request(null));
    }

    /** @param defaultClock the first that was named, for an instance that named none */
    InstanceRequest request(String defaultClock) {
        return new InstanceRequest(
                name,
                tracer,
                events.stream().map(EventOptions::request).toList(),
                filters,
                notraces,
                graphFunctions,
                options,
                clock == null ? defaultClock : clock,
                bufferKb,
                subBufferKb,
                cpuMask,
                maxGraphDepth,
                pids,
                delete);
    }
}
