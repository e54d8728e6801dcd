package dev.jftrace.cli;

import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code start} and {@code set} can ask of a running JVM and not of a kernel, or that is another file there: as {@code record --jvm} names it. */
final class JvmFileOptions {
    private static final String GOVERNOR = "governor_percent";
    private static final String DEFAULT_GOVERNOR_PERCENT = "20";
    private static final String FEWEST = "min_function_size";

    private final String command;
    private final boolean keep;
    private final Map<String, List<String>> lines = new LinkedHashMap<>();
    private final Map<String, String> numbers = new LinkedHashMap<>();
    private final List<String> threads = new ArrayList<>();

    /** @param keep whether what is not asked for stays as it was */
    JvmFileOptions(String command, boolean keep) {
        this.command = command;
        this.keep = keep;
    }

    /** Whether a command line is about a JVM. */
    static boolean areMeant(List<String> words) {
        return words.stream().anyMatch(word -> word.equals("--jvm") || word.startsWith("--jvm="));
    }

    void addTo(OptionTable table) {
        table.value('n', null, "GLOB", "do not trace these; beats -l; repeat for more", to("set_ftrace_notrace"))
                .value("graph-notrace", "FUNC", "record neither these nor what they call", to("set_graph_notrace"))
                .value(
                        'A',
                        null,
                        "FUNC",
                        "record the arguments of these; FUNC@arg1,x only some",
                        to("set_function_args"))
                .value('R', null, "FUNC", "record what these return", to("set_function_retval"))
                .value(
                        'P',
                        null,
                        "THREAD",
                        "record threads of this name or id; repeat for more",
                        thread -> threads.add(named(thread).replace(' ', '?')))
                .value(
                        'Z',
                        null,
                        "BYTES",
                        "trace functions of at least so much code",
                        bytes -> numbers.put(FEWEST, number("-Z", bytes, 0, 65535)))
                .flag(
                        "all",
                        "trace getters, setters and other trivial functions too",
                        none -> numbers.put("trivial_functions", "1"))
                .value(
                        "governor",
                        "PERCENT",
                        "share of a thread's time that tracing may take (default " + DEFAULT_GOVERNOR_PERCENT + ")",
                        percent -> numbers.put(GOVERNOR, number("--governor", percent, 1, 100)))
                .flag("no-governor", "trace on, whatever it costs", none -> numbers.put(GOVERNOR, "0"));
    }

    private OptionTable.Action to(String file) {
        return value -> lines.computeIfAbsent(file, name -> new ArrayList<>())
                .add(named(value).replace(" ", ""));
    }

    private String named(String value) throws UsageException {
        if (value.isBlank() || value.chars().anyMatch(c -> c < ' ')) {
            throw new UsageException(command + ": '" + value + "' is no name of functions or threads");
        }
        return value;
    }

    private String number(String option, String value, int least, int most) throws UsageException {
        return Integer.toString(Numbers.number(command, option, value, least, most));
    }

    /** What holds before the tracer begins. */
    void set(Tracefs jvm) throws IOException {
        if (!keep) {
            numbers.putIfAbsent(GOVERNOR, DEFAULT_GOVERNOR_PERCENT);
        }
        for (Map.Entry<String, String> number : numbers.entrySet()) {
            jvm.file(number.getKey()).write(number.getValue());
        }
        for (Map.Entry<String, List<String>> file : lines.entrySet()) {
            jvm.file(file.getKey()).writeTokens(file.getValue(), true);
        }
    }

    /** What an earlier tracing's end takes away. */
    void restrict(Tracefs jvm) throws IOException {
        if (!threads.isEmpty()) {
            jvm.file("set_ftrace_pid").writeTokens(threads, true);
        }
    }
}
