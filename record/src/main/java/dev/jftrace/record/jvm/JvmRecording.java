package dev.jftrace.record.jvm;

import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.record.io.Program;
import dev.jftrace.record.io.RecordedBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The recording of the JVMs that one program starts, the agent in each: follows the agents' buffers while they run, and makes
 * ftrace's sub-buffers of what they hold. The program itself, and the file, are the whole recording's.
 */
public final class JvmRecording implements AutoCloseable {
    /** Of all timestamps. */
    public static final String CLOCK = "mono";

    /** Bytes. */
    public static final int SUB_BUFFER_SIZE = JvmFormats.SUB_BUFFER_SIZE;

    /** A hook may be interrupted between its stamp and its store: what is younger than this is left for the next look. */
    private static final long LATE_NS = 20_000_000;

    private final SessionFolder folder;
    private final JvmSettings settings;
    private final List<JvmCollector> collectors = new ArrayList<>();
    private final List<JvmSource> sources = new ArrayList<>();
    private final Set<Path> opened = new HashSet<>();
    private final List<List<Spool>> spools = new ArrayList<>();
    private final List<LivePages> live = new ArrayList<>();

    private JvmRecording(SessionFolder folder, JvmSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * Gets ready for the program.
     *
     * @param beside the folder in which the recording keeps its temporary files: there must be room for the trace
     * @throws IOException if the folder can't be written
     */
    public static JvmRecording prepare(Path beside, JvmSettings settings) throws IOException {
        return new JvmRecording(SessionFolder.create(beside, settings), settings);
    }

    /** The program with the agent in it. */
    public Program withAgent(Program program) throws IOException {
        if (program.user() != null) {
            folder.giveTo(program.user().name());
        }
        return JavaCommand.with(folder.agentOption(), program);
    }

    /** Takes what the agents have ready. @return whether there was anything */
    public boolean collect() throws IOException {
        for (Path jvm : folder.jvms()) {
            JvmCollector collector = opened.contains(jvm) ? null : JvmCollector.open(jvm);
            if (collector != null) {
                opened.add(jvm);
                collectors.add(collector);
            }
        }
        boolean any = false;
        for (JvmCollector collector : collectors) {
            any |= collector.collect();
        }
        return any;
    }

    /**
     * Takes what is left when the program has ended, and makes events of it.
     *
     * @param kernel of the kernel whose events are in the same file; null for none
     */
    public void finish(TraceMetadata kernel) throws IOException {
        JvmLayout layout = kernel == null ? JvmLayout.own() : JvmLayout.ofKernel(kernel);
        for (JvmCollector collector : collectors) {
            int jvm = spools.size();
            spools.add(new ArrayList<>());
            Lanes lanes = new Lanes(lane -> spool(jvm, lane), layout);
            JvmSource source = JvmSource.of(collector.finish(), collector.folder(), jvm, settings, lanes);
            sources.add(source);
            source.finish();
        }
    }

    private Spool spool(int jvm, int lane) throws IOException {
        Spool spool = new Spool(folder.spool("lane-" + jvm + "-" + lane));
        spools.get(jvm).add(spool);
        return spool;
    }

    /**
     * Shows what the program called since the last time; nothing of it is kept. For a recording that does not {@link #collect}.
     *
     * @param ended whether the program has ended: all there is is shown then
     */
    public void show(LiveView view, boolean ended) throws IOException {
        openSources();
        for (JvmSource source : sources) {
            if (ended) {
                source.finish();
            } else {
                source.drain(System.nanoTime() - LATE_NS);
            }
        }
        for (int jvm = 0; jvm < sources.size(); jvm++) {
            JvmSource source = sources.get(jvm);
            source.update();
            source.lanes().flush();
            view.show(jvm, live.get(jvm).take(source.catalog()));
        }
    }

    private void openSources() throws IOException {
        for (Path jvm : folder.jvms()) {
            if (!opened.contains(jvm)) {
                LivePages pages = new LivePages();
                Lanes lanes = new Lanes(pages, JvmLayout.own());
                JvmSource source = JvmSource.open(jvm, sources.size(), settings, lanes);
                if (source != null) {
                    opened.add(jvm);
                    sources.add(source);
                    live.add(pages);
                }
            }
        }
    }

    /** How many JVMs there were. */
    public int jvms() {
        return sources.size();
    }

    /**
     * What was recorded, a buffer a JVM: a lane is what a CPU is to a kernel.
     *
     * @param alone whether there is nothing else in the file, so that one JVM can be its top buffer; else each is {@code jvm-PID}
     */
    public List<RecordedBuffer> buffers(boolean alone) {
        List<RecordedBuffer> buffers = new ArrayList<>();
        for (int jvm = 0; jvm < sources.size(); jvm++) {
            JvmSource source = sources.get(jvm);
            List<CpuSource> cpus = new ArrayList<>();
            for (int lane = 0; lane < spools.get(jvm).size(); lane++) {
                cpus.add(new SpooledLane(lane, spools.get(jvm).get(lane)));
            }
            String name = alone && sources.size() == 1 ? "" : "jvm-" + source.pid();
            List<String> stats = source.lanes().all().stream().map(Lane::stats).toList();
            buffers.add(new RecordedBuffer(name, CLOCK, JvmFormats.SUB_BUFFER_SIZE, cpus, stats));
        }
        return buffers;
    }

    private record SpooledLane(int cpu, Spool spool) implements CpuSource {
        @Override
        public InputStream open() throws IOException {
            return spool.open();
        }
    }

    /** What decodes the events, in a file of JVMs only. */
    public TraceMetadata metadata() {
        return TraceMetadata.builder()
                .headers(JvmFormats.headerPage(), JvmFormats.headerEvent())
                .ftraceFormats(JvmFormats.ftraceFormats())
                .functions(functions())
                .tasks(tasks())
                .build();
    }

    /** The functions of all JVMs as lines of kallsyms. */
    public byte[] functions() {
        ByteArrayOutputStream functions = new ByteArrayOutputStream();
        sources.forEach(source -> functions.writeBytes(source.functions().kallsyms()));
        return functions.toByteArray();
    }

    /** The threads of all JVMs as lines of saved_cmdlines. */
    public byte[] tasks() {
        ByteArrayOutputStream tasks = new ByteArrayOutputStream();
        sources.forEach(source -> tasks.writeBytes(source.tasks().savedCmdlines()));
        return tasks.toByteArray();
    }

    /** What the user must be told, once the command has ended. */
    public RecordingReport report() throws IOException {
        RecordingReport report = new RecordingReport(settings.filters());
        for (JvmSource source : sources) {
            report.add(source.log(), source.lost());
        }
        if (Files.exists(folder.agentError())) {
            Files.readAllLines(folder.agentError()).forEach(report::addError);
        }
        return report;
    }

    @Override
    public void close() throws IOException {
        for (JvmCollector collector : collectors) {
            collector.close();
        }
        for (JvmSource source : sources) {
            source.close();
        }
        for (List<Spool> lanes : spools) {
            for (Spool spool : lanes) {
                spool.close();
            }
        }
        folder.close();
    }
}
