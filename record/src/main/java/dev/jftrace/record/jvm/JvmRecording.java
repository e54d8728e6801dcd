package dev.jftrace.record.jvm;

import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuPlacement;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.record.io.MachineName;
import dev.jftrace.ring.SubBufferLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A recording of JVMs: follows their agents' buffers while they run, and writes the trace. The JVMs are those that a command starts
 * with the agent in them, its input, output and exit status being its own, or one that runs already.
 */
public final class JvmRecording implements AutoCloseable {
    private static final String CLOCK = "mono";
    private static final long NAP_MS = 2;
    private static final long LIVE_PERIOD_MS = 100;

    /** A hook may be interrupted between its stamp and its store: what is younger than this is left for the next look. */
    private static final long LATE_NS = 20_000_000;

    private final SessionFolder folder;
    private final JvmSettings settings;
    private final TracedJvms jvms;
    private final List<JvmCollector> collectors = new ArrayList<>();
    private final List<JvmSource> sources = new ArrayList<>();
    private final Set<Path> opened = new HashSet<>();
    private final List<List<Spool>> spools = new ArrayList<>();
    private final List<LivePages> live = new ArrayList<>();
    private Pages pages = this::spool;

    /** Where the pages of a lane of a JVM go. */
    private interface Pages {
        PageSink make(int jvm, int lane) throws IOException;
    }

    private JvmRecording(SessionFolder folder, JvmSettings settings, TracedJvms jvms) {
        this.folder = folder;
        this.settings = settings;
        this.jvms = jvms;
    }

    /**
     * Starts the command.
     *
     * @param beside the folder in which the recording keeps its temporary files: there must be room for the trace
     * @throws IOException if the folder can't be written or the command can't be run
     */
    public static JvmRecording start(Path beside, JvmSettings settings, List<String> command) throws IOException {
        SessionFolder folder = SessionFolder.create(beside, settings);
        try {
            Process process = JavaCommand.start(command, folder.agentOption());
            return new JvmRecording(folder, settings, new StartedJvms(folder, process));
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Records JVMs in which the agent is already.
     *
     * @param beside as in {@link #start}
     */
    public static JvmRecording of(Path beside, JvmSettings settings, TracedJvms jvms) throws IOException {
        return new JvmRecording(SessionFolder.create(beside), settings, jvms);
    }

    /** The JVMs; for who must end it early. */
    public TracedJvms jvms() {
        return jvms;
    }

    /**
     * Follows the JVMs to the end of the recording.
     *
     * @return the command's exit status, 128 + n where signal n ended it
     */
    public int awaitEnd() throws IOException, InterruptedException {
        int status;
        try {
            while (jvms.isRunning()) {
                if (!collect()) {
                    jvms.await(NAP_MS);
                }
            }
            collect();
            jvms.stop();
            status = take(JvmCollector::finish);
        } catch (IOException e) {
            // A full disk ends the recording, not the user's program.
            jvms.stop();
            jvms.leave();
            throw e;
        }
        return status;
    }

    /** Takes a copy of what stands in the buffers, and leaves it there. */
    public void copy() throws IOException, InterruptedException {
        collectNewJvms();
        take(JvmCollector::copy);
    }

    private interface Taking {
        AgentBuffer from(JvmCollector collector) throws IOException;
    }

    /** The JVMs are let go before the long work of making events begins. */
    private int take(Taking taking) throws IOException, InterruptedException {
        List<AgentBuffer> taken = new ArrayList<>();
        List<Path> names = new ArrayList<>();
        for (JvmCollector collector : collectors) {
            taken.add(taking.from(collector));
            names.add(folder.keep(collector.folder()));
        }
        int status = jvms.leave();
        for (int i = 0; i < taken.size(); i++) {
            int jvm = newJvm();
            JvmSource source =
                    JvmSource.of(taken.get(i), names.get(i), jvm, settings, lane -> pages.make(jvm, lane));
            sources.add(source);
            source.finish();
        }
        return status;
    }

    private void collectNewJvms() throws IOException {
        for (Path jvm : jvms.folders()) {
            JvmCollector collector =
                    opened.contains(jvm) ? null : JvmCollector.open(jvm, folder.spool("collected-" + opened.size()));
            if (collector != null) {
                opened.add(jvm);
                collectors.add(collector);
            }
        }
    }

    private boolean collect() throws IOException {
        collectNewJvms();
        boolean any = false;
        for (JvmCollector collector : collectors) {
            any |= collector.collect();
        }
        return any;
    }

    private int newJvm() {
        spools.add(new ArrayList<>());
        return spools.size() - 1;
    }

    /**
     * Follows the JVMs to the end of the recording, and shows what they call while they run. Nothing is kept for a file.
     *
     * @param view is given all calls up to a short while ago, a few times a second
     * @return the command's exit status, 128 + n where signal n ended it
     */
    public int awaitEnd(LiveView view) throws IOException, InterruptedException {
        pages = (jvm, lane) -> livePages(jvm).make(lane);
        try {
            while (jvms.isRunning()) {
                drain(System.nanoTime() - LATE_NS);
                show(view);
                jvms.await(LIVE_PERIOD_MS);
            }
            jvms.stop();
            finishSources();
            show(view);
        } catch (IOException e) {
            jvms.stop();
            jvms.leave();
            throw e;
        }
        return jvms.leave();
    }

    /** Shows a {@linkplain #copy() copy} of the buffers. */
    public void copy(LiveView view) throws IOException, InterruptedException {
        pages = (jvm, lane) -> livePages(jvm).make(lane);
        copy();
        show(view);
    }

    private void show(LiveView view) throws IOException {
        for (int jvm = 0; jvm < sources.size(); jvm++) {
            JvmSource source = sources.get(jvm);
            source.update();
            source.lanes().flush();
            view.show(jvm, livePages(jvm).take(source.catalog()));
        }
    }

    private LivePages livePages(int jvm) {
        while (live.size() <= jvm) {
            live.add(new LivePages());
        }
        return live.get(jvm);
    }

    private void drain(long until) throws IOException {
        openSources();
        for (JvmSource source : sources) {
            source.drain(until);
        }
    }

    private void openSources() throws IOException {
        for (Path jvm : jvms.folders()) {
            if (!opened.contains(jvm)) {
                int number = sources.size();
                JvmSource source = JvmSource.open(jvm, number, settings, lane -> pages.make(number, lane));
                if (source != null) {
                    opened.add(jvm);
                    sources.add(source);
                }
            }
        }
    }

    private Spool spool(int jvm, int lane) throws IOException {
        Spool spool = new Spool(folder.spool("lane-" + jvm + "-" + lane));
        spools.get(jvm).add(spool);
        return spool;
    }

    private void finishSources() throws IOException {
        openSources();
        for (JvmSource source : sources) {
            source.finish();
        }
    }

    /**
     * Writes what was recorded. One JVM is the top buffer, which stock tools like best; several are instances, named
     * {@code jvm-PID}, below an empty one.
     *
     * @return where the lanes are, JVM by JVM
     */
    public List<CpuPlacement> write(Path target, Compression compression) throws IOException {
        SubBufferLayout layout = SubBufferLayout.of(JvmFormats.SUB_BUFFER_SIZE);
        List<CpuPlacement> placements = new ArrayList<>();
        try (TraceFileWriter writer = TraceFileWriter.create(target, layout, compression)) {
            writer.metadata(metadata());
            options().forEach(writer::option);
            if (sources.size() != 1) {
                writer.buffer("", CLOCK, layout.size(), List.of());
            }
            for (int jvm = 0; jvm < sources.size(); jvm++) {
                String name =
                        sources.size() == 1 ? "" : "jvm-" + sources.get(jvm).pid();
                placements.addAll(writer.buffer(name, CLOCK, layout.size(), cpus(jvm)));
            }
            writer.commit();
        }
        return placements;
    }

    private TraceMetadata metadata() {
        ByteArrayOutputStream functions = new ByteArrayOutputStream();
        ByteArrayOutputStream tasks = new ByteArrayOutputStream();
        for (JvmSource source : sources) {
            functions.writeBytes(source.functions().kallsyms());
            tasks.writeBytes(source.tasks().savedCmdlines());
        }
        return TraceMetadata.builder()
                .headers(JvmFormats.headerPage(), JvmFormats.headerEvent())
                .ftraceFormats(JvmFormats.ftraceFormats())
                .functions(functions.toByteArray())
                .tasks(tasks.toByteArray())
                .build();
    }

    private List<TraceOption> options() {
        List<TraceOption> options = new ArrayList<>();
        options.add(new TraceOption.TraceClock("local [" + CLOCK + "]"));
        options.add(new TraceOption.Uname(MachineName.uname()));
        options.add(new TraceOption.Version("jftrace"));
        options.add(new TraceOption.TraceId(ThreadLocalRandom.current().nextLong()));
        int lanes = 0;
        for (JvmSource source : sources) {
            lanes = Math.max(lanes, source.lanes().all().size());
            if (sources.size() == 1) {
                source.lanes().all().forEach(lane -> options.add(new TraceOption.CpuStat(lane.stats())));
            }
        }
        options.add(new TraceOption.CpuCount(lanes));
        return options;
    }

    private List<CpuSource> cpus(int jvm) {
        List<CpuSource> cpus = new ArrayList<>();
        for (int lane = 0; lane < spools.get(jvm).size(); lane++) {
            cpus.add(new SpooledLane(lane, spools.get(jvm).get(lane)));
        }
        return cpus;
    }

    private record SpooledLane(int cpu, Spool spool) implements CpuSource {
        @Override
        public InputStream open() throws IOException {
            return spool.open();
        }
    }

    /** What the user must be told, once the command has ended. */
    public RecordingReport report() throws IOException {
        RecordingReport report = new RecordingReport(settings.filters());
        for (JvmSource source : sources) {
            report.add(source.log(), source.lost());
        }
        Path error = jvms.agentError().orElse(null);
        if (error != null && Files.exists(error)) {
            Files.readAllLines(error).forEach(report::addError);
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
