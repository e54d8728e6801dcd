package dev.jftrace.cli;

import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.tracefs.ControlJournal;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with the files of a kernel's tracefs that commands read and write, and nothing behind them. */
final class TrainingTree implements AutoCloseable {
    private static final List<String> EMPTY = List.of(
            "set_event",
            "set_event_pid",
            "set_ftrace_pid",
            "set_ftrace_filter",
            "set_ftrace_notrace",
            "set_graph_function",
            "set_graph_notrace",
            "dynamic_events",
            "trace",
            "error_log",
            "saved_cmdlines",
            "printk_formats",
            "trace_options",
            "per_cpu/cpu0/trace_pipe_raw",
            "per_cpu/cpu0/stats");

    private final Path folder;
    private final Path root;
    private final Tracefs tracefs;

    private TrainingTree(Path root) throws IOException {
        this.folder = root.getParent();
        this.root = root;
        this.tracefs = Tracefs.at(root, ControlJournal.open(folder.resolve("journal")));
    }

    /**
     * @param root where to make it: a folder below one that is not there yet, so that it can be no kernel's
     * @param trace the file that has the formats
     */
    static TrainingTree at(Path root, Path trace) throws IOException {
        Files.createDirectory(root.getParent());
        TrainingTree tree = new TrainingTree(root);
        try (TraceFile file = TraceFile.open(trace)) {
            tree.fill(file.metadata());
        }
        return tree;
    }

    private void fill(TraceMetadata formats) throws IOException {
        for (String name : EMPTY) {
            write(name, "");
        }
        write("available_tracers", "function nop\n");
        write("current_tracer", "nop\n");
        write("trace_clock", "[local] global mono\n");
        write("tracing_on", "1\n");
        write("buffer_size_kb", "1408\n");
        write("per_cpu/cpu0/buffer_size_kb", "1408\n");
        write("tracing_cpumask", "1\n");
        write("events/enable", "0\n");
        write("events/header_page", text(formats.headerPage()));
        write("events/header_event", text(formats.headerEvent()));
        write("events/sched/enable", "0\n");
        write("events/sched/filter", "none\n");
        write("available_events", "sched:sched_switch\n");
        for (String name : List.of("enable", "filter", "trigger")) {
            write("events/sched/sched_switch/" + name, name.equals("enable") ? "0\n" : "none\n");
        }
        write("events/ftrace/function/format", "");
        // Any format will do: nothing is decoded by it.
        if (!formats.systems().isEmpty()) {
            write(
                    "events/sched/sched_switch/format",
                    text(formats.systems().getFirst().formats().getFirst()));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    Tracefs tracefs() {
        return tracefs;
    }

    Path output() {
        return folder.resolve("trace.dat");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
