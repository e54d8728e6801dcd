package dev.jftrace.cli;

import dev.jftrace.tracefs.BufferSize;
import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What {@code stat} says of an instance; what is as it is by default, it leaves out. */
final class InstanceStatus {
    private static final int PAGE_KB = 4;

    private final Tracefs tracefs;
    private final Instance instance;
    private final StringBuilder text;

    InstanceStatus(Tracefs tracefs, Instance instance, StringBuilder text) {
        this.tracefs = tracefs;
        this.instance = instance;
        this.text = text;
    }

    void append(boolean options) throws IOException {
        if (!instance.isTop()) {
            text.append("Instance: ").append(instance.name()).append('\n');
        }
        file("current_tracer", "nop", "Tracer: ");
        new EventStatus(instance, text).append();
        functions("set_ftrace_filter", "Function Filter");
        functions("set_ftrace_notrace", "Function No Trace");
        functions("set_graph_function", "Function Graph Filter");
        functions("set_graph_notrace", "Function Graph No Trace");
        buffers();
        clock();
        cpuMask();
        file("tracing_max_latency", "0", "Max Latency: ");
        lines("kprobe_events", "Kprobe events");
        lines("uprobe_events", "Uprobe events");
        lines("synthetic_events", "Synthetic events");
        file("set_event_pid", "", "Filtered event PIDs:\n");
        file("set_event_notrace_pid", "", "Filtered notrace event PIDs:\n");
        file("set_ftrace_pid", "no pid", "Filtered function tracer PIDs:\n");
        file("set_ftrace_notrace_pid", "no pid", "Filtered function tracer notrace PIDs:\n");
        if (options) {
            options();
        }
        text.append(instance.tracingOn() ? "\nTracing is enabled\n\n" : "\nTracing is disabled\n\n");
        file("error_log", "", "Error log:\n");
        if (instance.isTop() && !tracefs.instances().isEmpty()) {
            text.append("\nInstances:\n");
            tracefs.instances().forEach(name -> text.append(' ').append(name).append('\n'));
        }
    }

    private void file(String name, String usual, String title) throws IOException {
        ControlFile file = instance.file(name);
        String value = file.exists() ? file.value() : "";
        if (!value.isEmpty() && !value.equals(usual)) {
            text.append('\n').append(title).append(value).append('\n');
        }
    }

    private void functions(String name, String title) throws IOException {
        ControlFile file = instance.file(name);
        List<String> lines = file.exists()
                ? file.read().lines().filter(line -> !line.startsWith("#")).toList()
                : List.of();
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append(":\n");
            lines.forEach(line -> text.append("   ").append(line).append('\n'));
        }
    }

    private void lines(String name, String title) throws IOException {
        ControlFile file = instance.file(name);
        if (file.exists() && !file.value().isEmpty()) {
            text.append('\n').append(title).append(":\n");
            file.value().lines().forEach(line -> text.append("   ").append(line).append('\n'));
        }
    }

    private void buffers() throws IOException {
        BufferSize size = instance.bufferSize();
        if (!instance.file("buffer_total_size_kb").exists() || size.text().contains("expanded")) {
            return;
        }
        if (size.text().equals("X")) {
            text.append('\n');
            for (int cpu : instance.cpus()) {
                text.append("CPU ")
                        .append(cpu)
                        .append(" buffer size (kb): ")
                        .append(size.kilobytes(cpu))
                        .append('\n');
            }
        } else {
            text.append("\nBuffer size in kilobytes (per cpu):\n   ")
                    .append(size.text())
                    .append('\n');
        }
        text.append("\nBuffer total size in kilobytes:\n   ")
                .append(size.total())
                .append('\n');
        if (size.subBuffer() != PAGE_KB) {
            text.append("\nSub-buffer size in kilobytes:\n   ")
                    .append(size.subBuffer())
                    .append('\n');
        }
    }

    private void clock() throws IOException {
        ControlFile file = instance.file("trace_clock");
        String clock = file.exists() ? instance.clock().current() : "local";
        if (!clock.equals("local")) {
            text.append("\nClock: ").append(clock).append('\n');
        }
    }

    private void cpuMask() throws IOException {
        if (instance.file("tracing_cpumask").exists() && !instance.tracesAllCpus()) {
            text.append("\nCPU mask: ")
                    .append(instance.file("tracing_cpumask").value())
                    .append('\n');
        }
    }

    private void options() throws IOException {
        text.append("\nOptions:\n");
        for (Map.Entry<String, Boolean> option : instance.options().all().entrySet()) {
            text.append(option.getValue() ? "   " : "   no")
                    .append(option.getKey())
                    .append('\n');
        }
    }
}
