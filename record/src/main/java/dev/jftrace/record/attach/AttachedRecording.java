package dev.jftrace.record.attach;

import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.jvm.JvmSettings;
import dev.jftrace.record.jvm.TracedJvms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Records one running JVM. When that ends the program is as it was before. */
public final class AttachedRecording implements TracedJvms {
    /** What the settings of a program that is started are called, by the files of one that runs: of lines, and of a number. */
    private static final Map<String, String> FILES = Map.of(
            "graph_function", "set_graph_function",
            "graph_notrace", "set_graph_notrace",
            "arguments", "set_function_args",
            "retval", "set_function_retval",
            "thread", "set_ftrace_pid");

    private static final Map<String, String> NUMBERS =
            Map.of("all", "trivial_functions", "min_size", "min_function_size", "governor", "governor_percent");

    private final AttachedJvm jvm;
    private final Path session;
    private boolean left;

    private AttachedRecording(AttachedJvm jvm) throws IOException {
        this.jvm = jvm;
        this.session = jvm.session().orElse(null);
    }

    /**
     * Begins.
     *
     * @param beside the folder in which the recording keeps its temporary files: there must be room for the trace
     * @throws IOException in words; the program is then as it was
     */
    public static JvmRecording begin(Path beside, JvmSettings settings, RunningJvm target) throws IOException {
        AttachedJvm jvm = AttachedJvm.to(target);
        try {
            take(jvm);
        } catch (IOException e) {
            jvm.close();
            throw e;
        }
        try {
            set(jvm, settings);
            return JvmRecording.of(beside, settings, new AttachedRecording(jvm));
        } catch (IOException e) {
            leave(jvm);
            throw e;
        }
    }

    private static void take(AttachedJvm jvm) throws IOException {
        jvm.takeRecorder();
        String tracer = jvm.read("current_tracer");
        boolean eventsOnly = tracer.equals("nop") && jvm.session().isPresent();
        if (!tracer.equals("nop") || eventsOnly) {
            jvm.giveBackRecorder();
            throw new IOException("JVM " + jvm.pid() + " is being traced (" + (eventsOnly ? "events" : tracer)
                    + "): take what it has with 'jftrace" + " extract --jvm=" + jvm.pid()
                    + "', or end that with 'jftrace reset --jvm=" + jvm.pid() + "'");
        }
    }

    private static void set(AttachedJvm jvm, JvmSettings settings) throws IOException {
        jvm.write("buffer_size_kb", Integer.toString(settings.bufferKb()));
        jvm.write("max_graph_depth", Integer.toString(settings.maxGraphDepth()));
        jvm.replace("set_ftrace_notrace", String.join("\n", settings.notraces()));
        jvm.replace("set_ftrace_filter", String.join("\n", settings.filters()));
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            jvm.replace(file.getValue(), String.join("\n", lines(settings, file.getKey())));
        }
        for (Map.Entry<String, String> number : NUMBERS.entrySet()) {
            List<String> set = lines(settings, number.getKey());
            jvm.write(number.getValue(), set.isEmpty() ? "0" : set.getLast());
        }
        jvm.write("options/overwrite", "0");
        jvm.write("tracing_on", "1");
        // The flight recorder takes half a second for its first start: calls come after it.
        jvm.replace("event_filters", String.join("\n", values(settings, "event_filter")));
        List<String> events = lines(settings, "flight");
        if (!events.isEmpty()) {
            jvm.replace("flight_events", String.join("\n", events));
        }
        jvm.write("current_tracer", settings.tracer());
    }

    /** A blank would end a word in a control file: in the glob of a thread's name it becomes a wildcard, elsewhere it means nothing. */
    private static List<String> lines(JvmSettings settings, String key) {
        String blank = key.equals("thread") ? "?" : "";
        return values(settings, key).stream()
                .map(value -> value.replace(" ", blank))
                .toList();
    }

    private static List<String> values(JvmSettings settings, String key) {
        return settings.more().stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    private static void leave(AttachedJvm jvm) throws IOException {
        try {
            jvm.detach();
        } catch (IOException e) {
            if (jvm.isAlive()) {
                throw e;
            }
        } finally {
            jvm.close();
        }
    }

    @Override
    public List<Path> folders() {
        return session == null ? List.of() : List.of(session);
    }

    @Override
    public boolean isRunning() {
        return jvm.isAlive();
    }

    @Override
    public void stop() throws IOException {
        try {
            jvm.write("tracing_on", "0");
        } catch (IOException e) {
            if (jvm.isAlive()) {
                throw e;
            }
        }
    }

    @Override
    public void taken() throws IOException {
        if (!jvm.isAlive() && session != null && Files.isDirectory(session.getParent())) {
            LeftJvm.removeTree(session.getParent());
        }
    }

    @Override
    public void leave() throws IOException {
        if (!left) {
            left = true;
            leave(jvm);
        }
    }
}
