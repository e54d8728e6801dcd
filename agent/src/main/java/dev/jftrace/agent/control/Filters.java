package dev.jftrace.agent.control;

import dev.jftrace.agent.code.FilterSyntaxException;
import dev.jftrace.agent.code.FunctionFilter;
import dev.jftrace.agent.code.ThreadNames;
import dev.jftrace.agent.hook.SessionLog;
import dev.jftrace.agent.hook.ThreadFilter;
import dev.jftrace.agent.hook.TraceSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an instance was asked to trace: the lines of its files of functions and threads, by the files' names, and what limits them. */
final class Filters {
    static final String FUNCTIONS = "set_ftrace_filter";
    static final String NOTRACE = "set_ftrace_notrace";
    static final String GRAPH = "set_graph_function";
    static final String GRAPH_NOTRACE = "set_graph_notrace";
    static final String THREADS = "set_ftrace_pid";

    /** Whose arguments, whose results are recorded; the kernel has only options for all. */
    static final String ARGUMENTS = "set_function_args";

    static final String RESULTS = "set_function_retval";

    private static final List<String> OF_FUNCTIONS =
            List.of(FUNCTIONS, NOTRACE, GRAPH, GRAPH_NOTRACE, ARGUMENTS, RESULTS);

    private final Map<String, List<String>> lines = new HashMap<>();
    private boolean trivial;
    private int minSize;
    private int governorPercent;

    static Filters of(TraceSettings settings) {
        Filters filters = new Filters();
        filters.lines(FUNCTIONS, settings.filters());
        filters.lines(NOTRACE, settings.notraces());
        filters.lines(GRAPH, settings.graphFunctions());
        filters.lines(GRAPH_NOTRACE, settings.graphNotraces());
        filters.lines(ARGUMENTS, settings.arguments());
        filters.lines(RESULTS, settings.results());
        filters.lines(THREADS, settings.threads());
        filters.trivial = settings.all();
        filters.minSize = settings.minSize();
        filters.governorPercent = settings.governorPercent();
        return filters;
    }

    /** Of one file. */
    List<String> lines(String file) {
        return lines.getOrDefault(file, List.of());
    }

    void lines(String file, List<String> all) {
        lines.put(file, List.copyOf(all));
    }

    /** Whether getters and the like are traced without being named. */
    boolean trivial() {
        return trivial;
    }

    void trivial(boolean wanted) {
        trivial = wanted;
    }

    /** Bytes of code below which a function is not traced. */
    int minSize() {
        return minSize;
    }

    void minSize(int bytes) {
        minSize = bytes;
    }

    /** The share of a thread's time that hooks may take; 0 for any. */
    int governorPercent() {
        return governorPercent;
    }

    void governorPercent(int percent) {
        governorPercent = percent;
    }

    boolean asksForValues(TraceOptions options) {
        return options.isOn(TraceOptions.ARGUMENTS)
                || options.isOn(TraceOptions.RESULTS)
                || !lines(ARGUMENTS).isEmpty()
                || !lines(RESULTS).isEmpty();
    }

    /** @param log is told of matches; null for nobody */
    FunctionFilter functions(TraceOptions options, SessionLog log) throws FilterSyntaxException {
        FunctionFilter.Builder builder = FunctionFilter.builder().all(trivial).minSize(minSize);
        for (String file : OF_FUNCTIONS) {
            for (String line : lines(file)) {
                add(builder, file, line);
            }
        }
        if (options.isOn(TraceOptions.ARGUMENTS)) {
            builder.arguments("*");
        }
        if (options.isOn(TraceOptions.RESULTS)) {
            builder.result("*");
        }
        return builder.build(log);
    }

    /** A line of a file as the filter takes it. */
    static void add(FunctionFilter.Builder builder, String file, String line) throws FilterSyntaxException {
        switch (file) {
            case FUNCTIONS:
                builder.filter(line);
                break;
            case NOTRACE:
                builder.notrace(line);
                break;
            case GRAPH:
                builder.graphFunction(line);
                break;
            case GRAPH_NOTRACE:
                builder.graphNotrace(line);
                break;
            case ARGUMENTS:
                builder.arguments(line);
                break;
            case RESULTS:
                builder.result(line);
                break;
            default:
                throw new IllegalArgumentException(file);
        }
    }

    /** Null for every thread. */
    ThreadFilter threads() {
        return ThreadNames.of(lines(THREADS));
    }
}
