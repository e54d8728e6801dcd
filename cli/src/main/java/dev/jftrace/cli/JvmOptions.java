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

    private final List<String> filters = new ArrayList<>();
    private final List<String> notraces = new ArrayList<>();
    private final String command;
    private KernelOptions kernel;
    private boolean jvm;
    private String tracer = "function_graph";
    private int maxGraphDepth;
    private int bufferKb = JvmSettings.DEFAULT_BUFFER_KB;

    JvmOptions(String command) {
        this.command = command;
    }

    /** For a command that records JVMs only. */
    void addTo(OptionTable table) {
        addTo(table, null);
    }

    /** @param other whose the options are that stand outside of the JVM's section; null if they are a mistake there */
    void addTo(OptionTable table, KernelOptions other) {
        kernel = other;
        table.flag("jvm", "what follows is meant for the Java program that is started", value -> open());
        shared(
                table,
                'p',
                "TRACER",
                "function_graph, function, or nop (a kernel's: see list -t)",
                this::tracer,
                KernelOptions::tracer);
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

    private void open() {
        jvm = true;
        if (kernel != null) {
            kernel.interrupt();
        }
    }

    /** Whether there is a section for a JVM. */
    boolean isOpen() {
        return jvm;
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
        inJvm("-l and -n");
        if (glob.isBlank() || glob.chars().anyMatch(c -> c < ' ')) {
            throw new UsageException(command + ": '" + glob + "' is no name of functions");
        }
        return glob;
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
        if (words.isEmpty()) {
            throw new UsageException(
                    command + ": which program? as in: jftrace " + command + " --jvm java -jar app.jar");
        }
        return new JvmSettings(tracer, filters, notraces, maxGraphDepth, bufferKb);
    }
}
