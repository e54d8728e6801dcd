package dev.jftrace.testkit;

import dev.jftrace.tracefs.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of one instance of a {@link FakeTracefs}. The parsers are named as in kernel/trace: which file has which is their list. */
final class FakeInstance {
    private static final List<String> FUNCTIONS =
            List.of("vfs_open", "vfs_read", "vfs_write", "do_sys_openat2", "schedule");
    private static final List<String> CLOCKS = List.of("local", "global", "mono", "x86-tsc");
    private static final List<String> FILTERS =
            List.of("set_ftrace_filter", "set_ftrace_notrace", "set_graph_function", "set_graph_notrace");
    private static final List<String> PIDS = List.of("set_event_pid", "set_ftrace_pid");
    private static final Pattern PREDICATE = Pattern.compile("[(!]*(\\w+)\\s*(==|!=|<=|>=|<|>|&|~).*");
    private static final int PATH = 3;
    private static final int NAME_LIMIT = 100;
    private static final int SUB_BUFFER_KB = 4;
    private static final String FIRST_CPU = "per_cpu/cpu0/buffer_size_kb";
    private static final String SECOND_CPU = "per_cpu/cpu1/buffer_size_kb";

    final FakeEvents events;
    int readers;
    String brokenTracer = "";
    private final boolean isTop;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, Boolean> options = new TreeMap<>();
    private final Map<String, Set<String>> lists = new LinkedHashMap<>();
    private final Map<String, String> filters = new TreeMap<>();
    private final Map<String, List<String>> triggers = new TreeMap<>();
    private final Set<String> enabled = new TreeSet<>();
    private final List<String> errors = new ArrayList<>();

    FakeInstance(FakeEvents events, boolean isTop) {
        this.events = events;
        this.isTop = isTop;
        values.putAll(Map.of(
                "current_tracer",
                "nop",
                "tracing_on",
                "1",
                FIRST_CPU,
                "7 (expanded: 1408)",
                SECOND_CPU,
                "7 (expanded: 1408)",
                "trace_clock",
                "local",
                "tracing_cpumask",
                "3",
                "trace",
                "# tracer: nop\n",
                "snapshot",
                "# * Snapshot is freed *"));
        if (isTop) {
            values.putAll(Map.of("max_graph_depth", "0", "saved_cmdlines_size", "128", "tracing_thresh", "0"));
        }
        for (String option : List.of(
                "overwrite", "stacktrace", "event-fork", "function-fork", "function-trace", "func_stack_trace")) {
            options.put(option, option.equals("overwrite") || option.equals("function-trace"));
        }
        FILTERS.forEach(file -> lists.put(file, new LinkedHashSet<>()));
        PIDS.forEach(file -> lists.put(file, new LinkedHashSet<>()));
    }

    boolean has(String file) {
        String[] path = file.split("/");
        if (path[0].equals("events")) {
            return path.length < PATH
                    ? path.length == 1
                            || events.systems().contains(path[1])
                            || List.of("enable").contains(path[1])
                    : hasOfEvents(path);
        }
        boolean top = List.of("available_filter_functions", "dynamic_events").contains(file);
        return values.containsKey(file)
                || lists.containsKey(file)
                || List.of(
                                "set_event",
                                "error_log",
                                "available_tracers",
                                "trace_options",
                                "options",
                                "per_cpu",
                                "buffer_size_kb")
                        .contains(file)
                || file.startsWith("options/") && options.containsKey(path[1])
                || isTop && top;
    }

    private boolean hasOfEvents(String[] path) {
        boolean ftrace = path[1].equals("ftrace");
        if (path.length == PATH
                && events.systems().contains(path[1])
                && List.of("enable", "filter").contains(path[2])) {
            return !ftrace;
        }
        if (!events.has(path[1], path[2])) {
            return false;
        }
        return path.length == PATH
                || path[PATH].equals("format")
                || !ftrace && List.of("enable", "filter", "trigger").contains(path[PATH]);
    }

    List<String> names(String folder) throws IOException {
        String[] path = folder.split("/");
        return switch (path[0]) {
            case "options" -> List.copyOf(options.keySet());
            case "per_cpu" -> List.of("cpu0/", "cpu1/");
            case "events" ->
                (path.length == 1 ? events.systems() : events.of(path[1]))
                        .stream().map(name -> name + "/").toList();
            default -> throw new IOException(Errno.ENOENT.words());
        };
    }

    String read(String file) {
        String[] path = file.split("/");
        if (path[0].equals("events")) {
            return readEvents(path);
        }
        if (lists.containsKey(file)) {
            return readList(file);
        }
        return switch (path[0]) {
            case "options" -> (options.get(path[1]) ? 1 : 0) + "\n";
            case "trace_options" -> traceOptions();
            case "set_event" -> enabled.isEmpty() ? "" : String.join("\n", enabled) + "\n";
            case "error_log" -> String.join("", errors);
            case "available_tracers" -> (isTop ? "blk " : "") + "function_graph function nop\n";
            case "available_filter_functions" -> String.join("\n", FUNCTIONS) + "\n";
            case "dynamic_events" -> events.definitions.isEmpty() ? "" : String.join("\n", events.definitions) + "\n";
            case "trace_clock" -> clocks();
            case "buffer_size_kb" -> bufferSize() + "\n";
            default -> values.get(file) + "\n";
        };
    }

    private String traceOptions() {
        StringBuilder text = new StringBuilder();
        options.forEach((name, on) -> text.append(on ? "" : "no").append(name).append('\n'));
        return text.toString();
    }

    private String clocks() {
        StringBuilder text = new StringBuilder();
        CLOCKS.forEach(
                clock -> text.append(clock.equals(values.get("trace_clock")) ? "[" + clock + "] " : clock + " "));
        return text.toString().strip() + "\n";
    }

    private String readList(String file) {
        Set<String> list = lists.get(file);
        if (list.isEmpty()) {
            return file.equals("set_ftrace_pid")
                    ? "no pid\n"
                    : file.endsWith("filter") ? "#### all functions enabled ####\n" : "";
        }
        return String.join("\n", list) + "\n";
    }

    private String readEvents(String[] path) {
        String last = path[path.length - 1];
        if (last.equals("format")) {
            return events.format(path[1], path[2]);
        }
        String event = path.length > PATH ? path[1] + ":" + path[2] : "";
        return switch (last) {
            case "enable" -> state(path) + "\n";
            case "trigger" ->
                triggers.getOrDefault(event, List.of()).isEmpty()
                        ? "# Available triggers:\n# traceon traceoff hist\n"
                        : String.join("\n", triggers.get(event)) + "\n";
            default ->
                filters.getOrDefault(
                                event.isEmpty() ? path[1] : event, event.isEmpty() ? "### global filter ###" : "none")
                        + "\n";
        };
    }

    private String state(String[] path) {
        List<String> these = eventsOf(path);
        long on = these.stream().filter(enabled::contains).count();
        return on == 0 ? "0" : on == these.size() ? "1" : "X";
    }

    /** Those that an enable file is of. */
    private List<String> eventsOf(String[] path) {
        List<String> these = new ArrayList<>();
        for (String system : events.systems()) {
            for (String event : events.of(system)) {
                boolean here =
                        path.length == 2 || system.equals(path[1]) && (path.length == PATH || event.equals(path[2]));
                if (here && !system.equals("ftrace")) {
                    these.add(system + ":" + event);
                }
            }
        }
        return these;
    }

    void truncate(String file) {
        String last = file.substring(file.lastIndexOf('/') + 1);
        if (FILTERS.contains(file)) {
            lists.get(file).removeIf(word -> !word.contains(":")); // commands stay
        } else if (PIDS.contains(file)) {
            lists.get(file).clear();
        } else if (last.equals("trigger")) {
            triggers.getOrDefault(eventOf(file), new ArrayList<>()).removeIf(trigger -> trigger.startsWith("hist"));
        } else {
            switch (last) {
                case "trace" -> values.put("trace", "# tracer: " + values.get("current_tracer") + "\n");
                case "set_event" -> enabled.clear();
                case "error_log" -> errors.clear();
                case "dynamic_events" -> events.definitions.clear();
                default -> {
                    // the others do not look at O_TRUNC
                }
            }
        }
    }

    private static String eventOf(String file) {
        String[] path = file.split("/");
        return path[1] + ":" + path[2];
    }

    /** @return how many bytes it took */
    int write(String file, String text) throws IOException {
        String[] path = file.split("/");
        if (path[0].equals("events")) {
            writeEvents(file, path, text);
        } else if (FILTERS.contains(file)) {
            return function(file, text);
        } else if (PIDS.contains(file)) {
            pids(file, text);
        } else {
            switch (path[0]) {
                case "current_tracer" -> tracer(text.strip());
                case "set_event" -> {
                    return setEvent(text);
                }
                case "dynamic_events" -> define(text);
                case "options" -> options.put(path[1], flag(text));
                case "trace_options" -> option(text.strip());
                case "trace_clock" -> {
                    require(CLOCKS.contains(text.strip()));
                    values.put("trace_clock", text.strip());
                }
                case "tracing_cpumask" -> values.put(file, text.strip());
                case "buffer_size_kb" -> {
                    size(FIRST_CPU, number(text));
                    size(SECOND_CPU, number(text));
                }
                case "per_cpu" -> size(file, number(text));
                case "snapshot" ->
                    values.put(file, number(text) == 0 ? "# * Snapshot is freed *" : "# * Snapshot is allocated *");
                case "trace", "error_log" -> {
                    // taken and ignored
                }
                default -> values.put(file, Long.toString(number(text)));
            }
        }
        return text.length();
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException(Errno.EINVAL.words());
        }
    }

    /** kstrtoul with base 10: one newline at the end, no space, no sign. */
    private static long number(String text) throws IOException {
        require(text.matches("\\d{1,18}\n?"));
        return Long.parseLong(text.strip());
    }

    private static boolean flag(String text) throws IOException {
        long number = number(text);
        require(number <= 1);
        return number == 1;
    }

    private String bufferSize() {
        String first = values.get(FIRST_CPU);
        return first.equals(values.get(SECOND_CPU)) ? first : "X";
    }

    private void size(String file, long kilobytes) throws IOException {
        require(kilobytes > 0);
        values.put(file, Long.toString((kilobytes + SUB_BUFFER_KB - 1) / SUB_BUFFER_KB * SUB_BUFFER_KB));
    }

    private void option(String word) throws IOException {
        boolean on = options.containsKey(word);
        require(on || word.startsWith("no") && options.containsKey(word.substring(2)));
        options.put(on ? word : word.substring(2), on);
    }

    private void tracer(String name) throws IOException {
        String tracer = name.length() > NAME_LIMIT ? name.substring(0, NAME_LIMIT) : name;
        require(read("available_tracers").strip().matches("(.* )?\\Q" + tracer + "\\E( .*)?"));
        if (tracer.equals(values.get("current_tracer"))) {
            return;
        }
        if (readers > 0) {
            throw new IOException(Errno.EBUSY.words());
        }
        values.put("current_tracer", "nop");
        values.put("trace", "# tracer: nop\n");
        if (tracer.equals(brokenTracer)) {
            throw new IOException(Errno.ENOMEM.words());
        }
        values.put("current_tracer", tracer);
    }

    /** trace_get_user, its state kept while the file is open: one token a write; one that is not ended gets lost. */
    private int function(String file, String text) throws IOException {
        Matcher token = Pattern.compile("\\s*(\\S+)(\\s)?").matcher(text);
        if (!token.find() || token.group(2) == null) {
            return text.length();
        }
        String word = token.group(1);
        boolean remove = word.startsWith("!");
        String name = (remove ? word.substring(1) : word).replaceFirst(":.*", "");
        List<String> found = name.matches("\\d+")
                ? FUNCTIONS.subList(
                        Math.max(0, Integer.parseInt(name) - 1), Math.min(FUNCTIONS.size(), Integer.parseInt(name)))
                : FUNCTIONS.stream()
                        .filter(function -> function.matches(name.replace("*", ".*")))
                        .toList();
        require(!found.isEmpty());
        for (String function : found) {
            String command = word.contains(":") ? word.substring(word.indexOf(':')) : "";
            String shown = function + command + (command.matches(":[a-z]+") ? ":unlimited" : "");
            if (remove) {
                lists.get(file).remove(shown);
            } else {
                lists.get(file).add(shown);
            }
        }
        return token.end();
    }

    /** All or nothing. */
    private void pids(String file, String text) throws IOException {
        List<String> pids = List.of(text.strip().split("\\s+"));
        for (String pid : pids) {
            require(pid.matches("\\d{1,9}"));
        }
        lists.get(file).addAll(pids);
    }

    private int setEvent(String text) throws IOException {
        Matcher token = Pattern.compile("\\s*(!?)(\\S+)\\s?").matcher(text);
        require(token.find());
        String pattern = token.group(2).replace("*", ".*");
        List<String> matching = eventsOf(new String[] {"events", "enable"}).stream()
                .filter(event ->
                        event.matches(pattern) || event.replaceFirst(":.*", "").equals(pattern))
                .toList();
        require(!matching.isEmpty());
        if (token.group(1).isEmpty()) {
            enabled.addAll(matching);
        } else {
            matching.forEach(enabled::remove);
        }
        return token.end();
    }

    private void define(String text) throws IOException {
        for (String line : text.lines().toList()) {
            try {
                events.define(line);
            } catch (IOException e) {
                log("trace_kprobe", "Invalid probed address or symbol", line, 0);
                throw e;
            }
        }
    }

    private void writeEvents(String file, String[] path, String text) throws IOException {
        String last = path[path.length - 1];
        if (last.equals("enable")) {
            List<String> these = eventsOf(path);
            if (flag(text)) {
                enabled.addAll(these);
            } else {
                these.forEach(enabled::remove);
            }
        } else if (last.equals("filter")) {
            filter(path, text.strip());
        } else {
            trigger(eventOf(file), text.strip());
        }
    }

    private void filter(String[] path, String filter) throws IOException {
        boolean system = path.length == PATH;
        List<String> these =
                system ? eventsOf(new String[] {"events", path[1], "enable"}) : List.of(path[1] + ":" + path[2]);
        Matcher field = PREDICATE.matcher(filter);
        boolean found = filter.equals("0");
        for (String event : these) {
            String name = event.substring(event.indexOf(':') + 1);
            if (filter.equals("0")) {
                filters.remove(event);
            } else if (field.matches() && events.hasField(path[1], name, field.group(1))) {
                filters.put(event, filter);
                found = true;
            }
        }
        if (!found) {
            log("event filter parse error", "Field not found", filter, field.matches() ? field.end(1) : 0);
            throw new IOException(Errno.EINVAL.words());
        }
    }

    private void trigger(String event, String text) throws IOException {
        List<String> of = triggers.computeIfAbsent(event, name -> new ArrayList<>());
        if (text.startsWith("!")) {
            String bare = text.substring(1);
            of.removeIf(trigger -> bare.startsWith("hist")
                    ? trigger.startsWith(bare)
                    : trigger.startsWith(bare.replaceFirst(":.*", "")));
            return;
        }
        if (!text.matches("(traceon|traceoff|stacktrace|snapshot)(:\\d+)?( if .*)?|hist:keys=.*")) {
            log("hist:" + event, "Couldn't find field", text, 0);
            throw new IOException(Errno.EINVAL.words());
        }
        String shown = text.startsWith("hist")
                ? text + " [active]"
                : text.replaceFirst("^([a-z]+)( if .*)?$", "$1:unlimited$2")
                        .replaceFirst("^([a-z]+):(\\d+)", "$1:count=$2");
        if (of.contains(shown)) {
            throw new IOException(Errno.EEXIST.words());
        }
        if (text.contains("common_timestamp")) {
            values.put("trace_clock", "global");
        }
        of.add(shown);
    }

    /** The eight newest stay. */
    private void log(String where, String problem, String command, int at) {
        errors.add("[ " + (100 + errors.size()) + ".000000] " + where + ": error: " + problem + "\n  Command: "
                + command + "\n" + " ".repeat(11 + at) + "^\n");
        if (errors.size() > 8) {
            errors.removeFirst();
        }
    }
}
