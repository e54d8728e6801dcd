package dev.jftrace.cli;

import dev.jftrace.record.jvm.JvmSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The options that {@code record} and {@code live} share: {@code --jvm} opens a section, as {@code -B} does in trace-cmd, and what
 * follows it is meant for the Java program.
 */
final class JvmOptions {
    private static final Set<String> TRACERS = Set.of("function_graph", "function", "nop");

    private static final int DEFAULT_GOVERNOR_PERCENT = 20;

    private final List<String> filters = new ArrayList<>();
    private final List<String> notraces = new ArrayList<>();
    private final List<String> more = new ArrayList<>();
    private final String command;
    private final JvmEventOptions events;
    private KernelOptions kernel;
    private boolean jvm;
    private String target;
    private String tracer = "function_graph";
    private int maxGraphDepth;
    private int governorPercent = DEFAULT_GOVERNOR_PERCENT;
    private int bufferKb = JvmSettings.DEFAULT_BUFFER_KB;

    JvmOptions(String command) {
        this.command = command;
        this.events = new JvmEventOptions(command);
    }

    /** For a command that records JVMs only. */
    void addTo(OptionTable table) {
        addTo(table, null);
    }

    /** @param other whose the options are that stand outside of the JVM's section; null if they are a mistake there */
    void addTo(OptionTable table, KernelOptions other) {
        kernel = other;
        table.optional(
                OptionTable.NO_LETTER,
                "jvm",
                "PID|MAIN",
                "what follows is meant for the Java program that is started, or for this one that runs",
                this::open);
        shared(
                table,
                'p',
                "TRACER",
                "function_graph, function, or nop (a kernel's: see list -t)",
                this::tracer,
                KernelOptions::tracer);
        addEvents(table);
        shared(table, 'l', "GLOB", "trace these functions only; repeat for more", this::filter, KernelOptions::filter);
        shared(
                table,
                'n',
                "GLOB",
                "do not trace these; beats -l; repeat for more",
                this::notrace,
                KernelOptions::notrace);
        shared(
                table,
                'g',
                "FUNC",
                "function_graph: record only what these call; repeat for more",
                value -> tell("graph_function", "-g", value),
                KernelOptions::graphFunction);
        shared(
                table,
                'A',
                "FUNC",
                "record the arguments of these; FUNC@arg1,x only some",
                value -> tell("arguments", "-A", value),
                (options, value) -> {
                    throw RecordOptions.elsewhere(command, "-A");
                });
        shared(
                table,
                'R',
                "FUNC",
                "record what these return (a kernel's: a trigger for the -e before it)",
                value -> tell("retval", "-R", value),
                (options, value) -> {
                    events.requireKernels("-R");
                    options.trigger(value);
                });
        shared(
                table,
                'P',
                "THREAD",
                "record threads of this name or id; repeat for more (a kernel's: tasks, PID,PID...)",
                value -> tell("thread", "-P", value),
                KernelOptions::pids);
        shared(
                table,
                'b',
                "KB",
                "size of a CPU's buffer, or of the JVM's (default " + bufferKb + ")",
                this::bufferKb,
                KernelOptions::bufferKb);
        table.value(
                "max-graph-depth",
                "N",
                "record calls of the outermost N levels only",
                value -> take(value, this::maxGraphDepth, KernelOptions::maxGraphDepth));
        addOwn(table);
    }

    private void addEvents(OptionTable table) {
        shared(
                table,
                'e',
                "EVENT",
                kernel == null
                        ? "have the JVM tell of this (jvm:gc, a glob of it, jvm for all; see list -e jvm:)"
                        : KernelOptions.EVENT_HELP + "; of system jvm: the JVM's",
                pattern -> {
                    inJvm("-e");
                    events.add(pattern, kernel != null && kernel.isNegative());
                },
                this::event);
        shared(
                table,
                'f',
                "FILTER",
                kernel == null ? "the filter, as a kernel's, for the -e before it" : KernelOptions.FILTER_HELP,
                events::filter,
                (options, value) -> {
                    if (events.areMeant()) {
                        events.filter(value);
                    } else {
                        options.eventFilter(value);
                    }
                });
    }

    private void event(KernelOptions options, String pattern) throws UsageException {
        if (JvmEventOptions.isMeant(pattern)) {
            events.add(pattern, options.isNegative());
        } else {
            events.kernelsTurn();
            options.event(pattern);
        }
    }

    /** @throws UsageException if a JVM's events are asked for, but no JVM */
    void requireSectionForEvents() throws UsageException {
        if (!jvm && !events.isEmpty()) {
            throw new UsageException(command + ": -e jvm:...: a JVM's events need a JVM: --jvm is missing, as in:"
                    + " jftrace " + command + " -e jvm:gc --jvm java -jar app.jar");
        }
    }

    /** Those that a kernel has not, or names otherwise. */
    private void addOwn(OptionTable table) {
        table.value(
                        "graph-notrace",
                        "FUNC",
                        "record neither these nor what they call",
                        value -> tell("graph_notrace", "--graph-notrace", value))
                .value(
                        'Z',
                        null,
                        "BYTES",
                        "trace functions of at least so much code",
                        value -> tell("min_size", "-Z", String.valueOf(number(value, "-Z", 0, 65535))))
                .flag(
                        "all",
                        "trace getters, setters and other trivial functions too",
                        value -> tell("all", "--all", "1"))
                .value(
                        "governor",
                        "PERCENT",
                        "share of a thread's time that tracing may take (default 20)",
                        value -> governor("--governor", number(value, "--governor", 1, 100)))
                .flag("no-governor", "trace on, whatever it costs", value -> governor("--no-governor", 0));
    }

    /** For a command that writes what it records to a file: there is nothing to show. */
    void addRecordedOptions(OptionTable table) {
        shared(
                table,
                'O',
                "OPTION",
                "funcgraph-args, funcgraph-retval of every function (a kernel's: see options)",
                this::recordedOption,
                KernelOptions::option);
    }

    private void recordedOption(String name) throws UsageException {
        if (!name.equals("funcgraph-args") && !name.equals("funcgraph-retval")) {
            throw new UsageException(
                    command + ": -O of a JVM: there are funcgraph-args and funcgraph-retval, not '" + name + "'");
        }
        option(name);
    }

    private void governor(String option, int percent) throws UsageException {
        inJvm(option);
        governorPercent = percent;
    }

    /** What an option does outside of the JVM's section. */
    private interface Outside {
        void take(KernelOptions options, String value) throws UsageException;
    }

    private void shared(
            OptionTable table, char letter, String value, String help, OptionTable.Action inside, Outside outside) {
        table.value(letter, null, value, help, given -> take(given, inside, outside));
    }

    private void take(String value, OptionTable.Action inside, Outside outside) throws UsageException {
        if (kernel != null && !kernel.isInterrupted()) {
            outside.take(kernel, value);
        } else {
            inside.take(value);
        }
    }

    private void open(String running) {
        jvm = true;
        target = running;
        if (kernel != null) {
            kernel.interrupt();
        }
    }

    /** Whether there is a section for a JVM. */
    boolean isOpen() {
        return jvm;
    }

    /** The JVM that runs already, as it was named; null for a program that is to be started. */
    String target() {
        return target;
    }

    private void filter(String glob) throws UsageException {
        filters.add(glob(glob));
    }

    private void notrace(String glob) throws UsageException {
        notraces.add(glob(glob));
    }

    private void tracer(String name) throws UsageException {
        inJvm("-p");
        if (!TRACERS.contains(name)) {
            throw new UsageException(
                    command + ": no tracer '" + name + "' for a JVM; there are function_graph, function and nop");
        }
        tracer = name;
    }

    private String glob(String glob) throws UsageException {
        inJvm("the name of a function");
        if (glob.isBlank() || glob.chars().anyMatch(c -> c < ' ')) {
            throw new UsageException(command + ": '" + glob + "' is no name of functions");
        }
        return glob;
    }

    private void tell(String key, String option, String value) throws UsageException {
        inJvm(option);
        more.add(key + "=" + glob(value));
    }

    /** @param name of an option of the tracer; only those that say what is recorded are meant here */
    void option(String name) throws UsageException {
        inJvm("-O");
        switch (name) {
            case "funcgraph-args" -> more.add("arguments=*");
            case "funcgraph-retval" -> more.add("retval=*");
            default -> {
                // how it is shown is for who shows it
            }
        }
    }

    private void maxGraphDepth(String value) throws UsageException {
        inJvm("--max-graph-depth");
        maxGraphDepth = number(value, "--max-graph-depth", 0, 1_000_000);
    }

    private void bufferKb(String value) throws UsageException {
        inJvm("-b");
        bufferKb = number(value, "-b", 256, 2_000_000);
    }

    private int number(String value, String option, int least, int most) throws UsageException {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(command + ": " + option + ": expected a number from " + least + " to " + most
                + ", not '" + value + "'");
    }

    /** Before {@code --jvm} an option would be the kernel's. */
    private void inJvm(String option) throws UsageException {
        if (!jvm) {
            throw new UsageException(command + ": " + option + " before --jvm is meant for the kernel,"
                    + " which this command does not record; put --jvm before it");
        }
    }

    /** @param words the command to run, as the options left it */
    JvmSettings settings(List<String> words) throws UsageException {
        if (!jvm) {
            throw new UsageException(command + ": records JVMs only: --jvm is missing before the command");
        }
        if (words.isEmpty() && target == null) {
            throw new UsageException(
                    command + ": which program? as in: jftrace " + command + " --jvm java -jar app.jar");
        }
        more.add("governor=" + governorPercent);
        more.addAll(events.settings());
        return new JvmSettings(tracer, filters, notraces, maxGraphDepth, bufferKb, more);
    }
}
