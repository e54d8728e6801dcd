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
    private boolean jvm;
    private String tracer = "function_graph";
    private int maxGraphDepth;
    private int governorPercent = DEFAULT_GOVERNOR_PERCENT;
    private int bufferKb = JvmSettings.DEFAULT_BUFFER_KB;

    JvmOptions(String command) {
        this.command = command;
    }

    void addTo(OptionTable table) {
        table.flag("jvm", "what follows is meant for the Java program that is started", value -> jvm = true)
                .value('p', null, "TRACER", "function_graph (default), function, or nop", this::tracer)
                .value(
                        'l',
                        null,
                        "GLOB",
                        "trace these functions only; repeat for more",
                        value -> filters.add(glob(value)))
                .value(
                        'n',
                        null,
                        "GLOB",
                        "do not trace these; beats -l; repeat for more",
                        value -> notraces.add(glob(value)))
                .value(
                        'g',
                        null,
                        "FUNC",
                        "record only what these call; repeat for more",
                        value -> tell("graph_function", "-g", value))
                .value(
                        "graph-notrace",
                        "FUNC",
                        "record neither these nor what they call",
                        value -> tell("graph_notrace", "--graph-notrace", value))
                .value(
                        'A',
                        null,
                        "FUNC",
                        "record the arguments of these; FUNC@arg1,x only some",
                        value -> tell("arguments", "-A", value))
                .value('R', null, "FUNC", "record what these return", value -> tell("retval", "-R", value))
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
                        'P',
                        null,
                        "THREAD",
                        "record threads of this name or id; repeat for more",
                        value -> tell("thread", "-P", value))
                .value(
                        "governor",
                        "PERCENT",
                        "share of a thread's time that tracing may take (default 20)",
                        value -> governorPercent = number(value, "--governor", 1, 100))
                .flag("no-governor", "trace on, whatever it costs", value -> governorPercent = 0)
                .value("max-graph-depth", "N", "record calls of the outermost N levels only", this::maxGraphDepth)
                .value('b', null, "KB", "size of the JVM's buffer (default " + bufferKb + ")", this::bufferKb);
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
                    + " which this version does not record yet; put --jvm before it");
        }
    }

    /** @param words the command to run, as the options left it */
    JvmSettings settings(List<String> words) throws UsageException {
        if (!jvm) {
            throw new UsageException(command + ": this version records JVMs only: --jvm is missing before the command");
        }
        if (words.isEmpty()) {
            throw new UsageException(
                    command + ": which program? as in: jftrace " + command + " --jvm java -jar app.jar");
        }
        more.add("governor=" + governorPercent);
        return new JvmSettings(tracer, filters, notraces, maxGraphDepth, bufferKb, more);
    }
}
