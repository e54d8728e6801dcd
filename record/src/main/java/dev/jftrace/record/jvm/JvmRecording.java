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
import java.util.concurrent.TimeUnit;

/**
 * A recording of the JVMs that one command starts: runs the command with the agent in it, follows the agents' buffers while it
 * runs, and writes the trace. The command's input, output and exit status are its own.
 */
public final class JvmRecording implements AutoCloseable {
    private static final String CLOCK = "mono";
    private static final long NAP_MS = 2;
    private static final long LIVE_PERIOD_MS = 100;

    /** A hook may be interrupted between its stamp and its store: what is younger than this is left for the next look. */
    private static final long LATE_NS = 20_000_000;

    private final SessionFolder folder;
    private final JvmSettings settings;
    private final Process process;
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

    private JvmRecording(SessionFolder folder, JvmSettings settings, Process process) {
        this.folder = folder;
        this.settings = settings;
        this.process = process;
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
            return new JvmRecording(folder, settings, process);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /** The command; for who must end it early. */
    public Process process() {
        return process;
    }

    /**
     * Follows the command to its end.
     *
     * @return its exit status, 128 + n where signal n ended it
     */
    public int awaitEnd() throws IOException, InterruptedException {
        try {
            while (process.isAlive()) {
                if (!collect()) {
                    process.waitFor(NAP_MS, TimeUnit.MILLISECONDS);
                }
            }
            collect();
        } catch (IOException e) {
            // A full disk ends the recording, not the user's program.
            process.waitFor();
            throw e;
        }
        for (JvmCollector collector : collectors) {
            int jvm = newJvm();
            JvmSource source =
                    JvmSource.of(collector.finish(), collector.folder(), jvm, settings, lane -> pages.make(jvm, lane));
            sources.add(source);
            source.finish();
        }
        return process.waitFor();
    }

    private boolean collect() throws IOException {
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

    private int newJvm() {
        spools.add(new ArrayList<>());
        return spools.size() - 1;
    }

    /**
     * Follows the command to its end, and shows what it calls while it runs. Nothing is kept for a file.
     *
     * @param view is given all calls up to a short while ago, a few times a second
     * @return its exit status, 128 + n where signal n ended it
     */
    public int awaitEnd(LiveView view) throws IOException, InterruptedException {
        pages = (jvm, lane) -> livePages(jvm).make(lane);
        try {
            while (process.isAlive()) {
                drain(System.nanoTime() - LATE_NS);
                show(view);
                process.waitFor(LIVE_PERIOD_MS, TimeUnit.MILLISECONDS);
            }
            finishSources();
            show(view);
        } catch (IOException e) {
            process.waitFor();
            throw e;
        }
        return process.waitFor();
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
        for (Path jvm : folder.jvms()) {
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
                .ftraceFormats(JvmFormats.ftraceFormats(settings.recordsValues()))
                .functions(functions.toByteArray())
                .tasks(tasks.toByteArray())
                .build();
    }

    private List<TraceOption> options() {
        List<TraceOption> options = new ArrayList<>();
        options.add(new TraceOption.TraceClock("local [" + CLOCK + "]"));
        options.add(new TraceOption.Uname(MachineName.uname()));
        options.add(new TraceOption.Version("jftrace" + hookCost()));
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

    /** The least that any of the JVMs showed. */
    private String hookCost() {
        CallCost cost = new CallCost();
        sources.forEach(source -> cost.add(source.cost()));
        return cost.isKnown() ? "; " + cost.text() : "";
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
        RecordingReport report = new RecordingReport(settings.choosing());
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
