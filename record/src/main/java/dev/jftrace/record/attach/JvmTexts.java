package dev.jftrace.record.attach;

import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.jvm.JvmSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files that show what a JVM recorded, as text. */
final class JvmTexts {
    private static final List<String> NAMES = List.of("saved_cmdlines", "snapshot", "trace", "trace_pipe");

    /** Of a lane that there is not yet. */
    private static final String NO_STATS = """
            entries: 0
            overrun: 0
            commit overrun: 0
            bytes: 0
            dropped events: 0
            read events: 0
            """;

    private final AttachedJvm jvm;

    JvmTexts(AttachedJvm jvm) {
        this.jvm = jvm;
    }

    List<String> names(String folder) {
        return folder.isEmpty() ? NAMES : List.of();
    }

    boolean has(String name) {
        return NAMES.contains(name);
    }

    InputStream open(String name) throws IOException {
        Optional<Path> session = jvm.session();
        return switch (name) {
            case "trace_pipe" -> new TracePipe(jvm);
            case "snapshot" -> bytes(snapshot(session));
            case "saved_cmdlines" -> bytes(session.isEmpty() ? "" : tasks(session.get()));
            default -> bytes(trace(session));
        };
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private String trace(Optional<Path> session) throws IOException {
        TraceText text = TraceText.of(jvm);
        text.header();
        if (session.isPresent()) {
            copy(session.get(), text);
        }
        return text.take();
    }

    /** In the kernel's words, where there is none. */
    private String snapshot(Optional<Path> session) throws IOException {
        Path copy = session.map(folder -> folder.resolve("snapshot")).orElse(null);
        if (copy != null && Files.exists(copy.resolve("buffer"))) {
            return trace(Optional.of(copy));
        }
        return "# tracer: " + jvm.read("current_tracer") + """

                #
                #
                # * Snapshot is freed *
                #
                # Snapshot commands:
                # echo 0 > snapshot : Clears and frees snapshot buffer
                # echo 1 > snapshot : Takes a snapshot of the main buffer.
                # echo 2 > snapshot : Clears snapshot buffer
                """;
    }

    private void copy(Path session, TraceText text) throws IOException {
        try (JvmRecording recording = recording(session)) {
            recording.copy(text);
        }
    }

    private JvmRecording recording(Path session) throws IOException {
        Path beside = Path.of(System.getProperty("java.io.tmpdir"));
        return JvmRecording.of(beside, settings(jvm), new StandingJvm(session));
    }

    /** What {@code per_cpu/cpuN/stats} says now, lane by lane; one at least. */
    List<String> stats() throws IOException {
        Optional<Path> session = jvm.session();
        if (session.isEmpty()) {
            return List.of(NO_STATS);
        }
        try (JvmRecording recording = recording(session.get())) {
            recording.copy((jvm, stream) -> {});
            return recording.stats().isEmpty() ? List.of(NO_STATS) : recording.stats();
        }
    }

    /** What the reader of the records has to know. */
    static JvmSettings settings(AttachedJvm jvm) throws IOException {
        String tracer = jvm.read("current_tracer");
        List<String> values = new ArrayList<>();
        if (jvm.read("options/funcgraph-args").equals("1")
                || !jvm.read("set_function_args").isEmpty()) {
            values.add("arguments=*");
        }
        if (jvm.read("options/funcgraph-retval").equals("1")
                || !jvm.read("set_function_retval").isEmpty()) {
            values.add("retval=*");
        }
        return new JvmSettings(
                tracer.equals("nop") ? "function_graph" : tracer,
                List.of(),
                List.of(),
                Integer.parseInt(jvm.read("max_graph_depth")),
                JvmSettings.DEFAULT_BUFFER_KB,
                values);
    }

    /** Each thread once, with its last name. */
    private static String tasks(Path session) throws IOException {
        java.util.Map<String, String> names = new java.util.TreeMap<>();
        for (String line : Files.readAllLines(session.resolve("tasks"))) {
            String[] columns = line.split("\t", 3);
            if (columns.length == 3) {
                names.put(columns[0], columns[2]);
            }
        }
        StringBuilder text = new StringBuilder();
        names.forEach((tid, name) -> text.append(tid).append(' ').append(name).append('\n'));
        return text.toString();
    }
}
