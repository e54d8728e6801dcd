package dev.jftrace.cli;

import dev.jftrace.analysis.graph.FunctionGraph;
import dev.jftrace.analysis.graph.GraphOptions;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.record.Recording;
import dev.jftrace.record.attach.RunningJvm;
import dev.jftrace.record.jvm.LiveView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code jftrace live}: runs a program and prints its calls, as the kernel prints its own. */
final class LiveCommand implements Command {
    /** The CPU column holds two digits without a shift. */
    private static final int LANES = 10;

    private static final int FLUSH_BYTES = 1 << 16;

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String summary() {
        return "run a Java program and print its calls as they happen, as function_graph text";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        JvmOptions jvm = new JvmOptions(name());
        Options options = new Options();
        OptionTable table = new OptionTable("live --jvm[=PID|MAIN] [OPTION]... [COMMAND [ARGUMENT]...]").operandsLast();
        jvm.addTo(table);
        table.value('O', null, "OPTION", "a column of the text: [no]funcgraph-proc, -abstime, -tail, ...", value -> {
                    jvm.option(value);
                    options.set(value);
                })
                .flag('h', "help", "print this", value -> options.help = true);
        List<String> command = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        RunningJvm target = jvm.target() == null ? null : JvmTarget.of(jvm.target());
        return run(new RecordedProgram(jvm.settings(command), target, command, console), options.graph, console);
    }

    private static int run(RecordedProgram program, GraphOptions graph, Console console)
            throws IOException, InterruptedException {
        try (Recording recording = program.start(Path.of(temporaryFolder()))) {
            View view = new View(graph, console);
            int status = recording.awaitEnd(view);
            view.flush();
            program.tellOf(recording);
            return recording.hasFailed() ? ExitStatus.FAILED : status;
        }
    }

    private static String temporaryFolder() {
        String folder = System.getenv("TMPDIR");
        return folder == null || folder.isBlank() ? "/tmp" : folder;
    }

    private static final class Options {
        private GraphOptions graph = GraphOptions.DEFAULT;
        private boolean help;

        void set(String option) throws UsageException {
            graph = graph.with(option);
            if (graph == null) {
                throw new UsageException("live: no option '" + option + "' of function_graph");
            }
        }
    }

    /** Prints whole lines at once, so that they stay apart from what the program prints. */
    private static final class View implements LiveView {
        private final GraphOptions options;
        private final Console console;
        private final TextBuffer text = new TextBuffer();
        private boolean closed;
        private final List<FunctionGraph> graphs = new ArrayList<>();

        View(GraphOptions options, Console console) {
            this.options = options;
            this.console = console;
        }

        @Override
        public void show(int jvm, EventStream stream) throws IOException {
            while (graphs.size() <= jvm) {
                graphs.add(FunctionGraph.ofJvm(options, LANES));
                graphs.getLast().header(text);
            }
            for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
                graphs.get(jvm).print(event, stream, text);
                if (text.length() > FLUSH_BYTES) {
                    flush();
                }
            }
            flush();
        }

        /** That nobody reads the text any more (as after {@code | head}) is no reason to end the program. */
        void flush() throws IOException {
            if (text.length() == 0) {
                return;
            }
            try {
                text.flushTo(closed ? OutputStream.nullOutputStream() : console.out());
            } catch (IOException e) {
                closed = true;
            }
        }
    }
}
