package dev.jftrace.cli;

import dev.jftrace.record.kernel.LatencyText;
import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.EventName;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.util.List;

/** {@code jftrace show}: what is in the buffer, as the kernel puts it into words; or one of the settings. */
final class ShowCommand implements Command {
    private static final int ALL_CPUS = -1;

    /** An option and the file it shows. */
    private record Setting(String option, String file, String help) {}

    private static final List<Setting> SETTINGS = List.of(
            new Setting("tracing_on", "tracing_on", "whether events are written"),
            new Setting("current_tracer", "current_tracer", "the tracer"),
            new Setting("buffer_size", "buffer_size_kb", "size of each CPU's buffer"),
            new Setting("buffer_total_size", "buffer_total_size_kb", "size of all CPUs' buffers"),
            new Setting("buffer_subbuf_size", "buffer_subbuf_size_kb", "size of a sub-buffer"),
            new Setting("buffer_percent", "buffer_percent", "how full a buffer wakes its reader"),
            new Setting("ftrace_filter", "set_ftrace_filter", "functions that are traced"),
            new Setting("ftrace_notrace", "set_ftrace_notrace", "functions that are not traced"),
            new Setting("ftrace_pid", "set_ftrace_pid", "tasks whose functions are traced"),
            new Setting("graph_function", "set_graph_function", "functions where function_graph begins"),
            new Setting("graph_notrace", "set_graph_notrace", "functions that function_graph leaves out"),
            new Setting("cpumask", "tracing_cpumask", "CPUs that are traced"),
            new Setting("max_latency", "tracing_max_latency", "the longest latency seen"));

    @Override
    public String name() {
        return "show";
    }

    @Override
    public String summary() {
        return "show what is in the kernel's buffer, or a setting";
    }

    private static final class Options {
        private final List<Setting> settings = new java.util.ArrayList<>();
        private String instance;
        private int cpu = ALL_CPUS;
        private String hist;
        private String trigger;
        private boolean pipe;
        private boolean snapshot;
        private boolean path;
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("show [-p | -s] [-c CPU] [-B NAME] [OPTION]...")
                .flag('p', null, "read trace_pipe: uses events up, waits for more", value -> options.pipe = true)
                .flag('s', null, "the snapshot", value -> options.snapshot = true)
                .value('c', null, "CPU", "of this CPU only", value -> options.cpu = cpu(options, value))
                .value('B', null, "NAME", "of this instance", value -> options.instance = instance(options, value))
                .flag('f', null, "print the file's name first", value -> options.path = true)
                .value("hist", "EVENT", "the event's histograms", value -> options.hist = value)
                .value("trigger", "EVENT", "the event's triggers", value -> options.trigger = value);
        for (Setting setting : SETTINGS) {
            table.flag(setting.option, setting.help, value -> options.settings.add(setting));
        }
        TreeOption tree = new TreeOption().addJvm(table);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        if (options.pipe && options.snapshot) {
            throw new UsageException("show: -s and -p can't be had together");
        }
        show(options, tree.toRead(), !tree.isOfJvm(), console);
        return ExitStatus.DONE;
    }

    private static String instance(Options options, String name) throws UsageException {
        if (options.instance != null) {
            throw new UsageException("show: only one instance at a time");
        }
        return InstanceSelection.checked("show", name);
    }

    private static int cpu(Options options, String value) throws UsageException {
        if (options.cpu != ALL_CPUS) {
            throw new UsageException("show: only one CPU at a time");
        }
        return Numbers.number("show", "-c", value, 0, 65535);
    }

    private static void show(Options options, Tracefs tracefs, boolean ofKernel, Console console) throws IOException {
        Instance instance = InstanceSelection.existing(tracefs, options.instance);
        for (Setting setting : options.settings) {
            ControlText.print(instance.file(setting.file), console);
        }
        if (!options.settings.isEmpty()) {
            return;
        }
        if (options.hist != null || options.trigger != null) {
            String event = options.hist != null ? options.hist : options.trigger;
            console.print(eventFile(instance, event, options.hist != null ? "hist" : "trigger")
                            .read() + "\n");
            return;
        }
        String file = options.pipe ? "trace_pipe" : options.snapshot ? "snapshot" : "trace";
        ControlFile shown = instance.file((options.cpu == ALL_CPUS ? "" : "per_cpu/cpu" + options.cpu + "/") + file);
        if (options.path) {
            console.print(shown.path() + "\n");
        }
        if (ofKernel && file.equals("trace") && shown.exists() && !LatencyText.isFor(instance.tracer())) {
            List<Integer> cpus = options.cpu == ALL_CPUS ? instance.cpus() : List.of(options.cpu);
            new PastEvents(instance, cpus).print(shown, console);
        } else {
            ControlText.print(shown, console);
        }
    }

    /** @param event its name, with or without its system */
    static ControlFile eventFile(Instance instance, String event, String file) throws IOException {
        for (EventName name : instance.events().single(instance.events().matching(event))) {
            ControlFile of = instance.file("events/" + name.system() + "/" + name.event() + "/" + file);
            if (of.exists()) {
                return of;
            }
        }
        throw new IOException("no event '" + event + "' here has a file " + file);
    }
}
