package dev.jftrace.record.jvm;

import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.record.io.Program;
import dev.jftrace.record.io.RecordedBuffer;
import dev.jftrace.record.jfr.FlightFolder;
import dev.jftrace.record.jfr.JvmEventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

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

    /** Null for those that the program starts. */
    private final TracedJvms attached;

    private final List<JvmCollector> collectors = new ArrayList<>();
    private final List<JvmSource> sources = new ArrayList<>();
    private final Set<String> warned = new HashSet<>();
    private final Set<Path> opened = new HashSet<>();
    private final List<List<Spool>> spools = new ArrayList<>();
    private final List<LivePages> live = new ArrayList<>();

    /** Whether calls have fields for their arguments and results, and whether they have none though some were recorded. */
    private boolean values;

    private boolean leavesValuesOut;

    private JvmRecording(SessionFolder folder, JvmSettings settings, TracedJvms attached) {
        this.folder = folder;
        this.settings = settings;
        this.attached = attached;
    }

    /**
     * Gets ready for the program.
     *
     * @param beside the folder in which the recording keeps its temporary files: there must be room for the trace
     * @throws IOException if the folder can't be written
     */
    public static JvmRecording prepare(Path beside, JvmSettings settings) throws IOException {
        return new JvmRecording(SessionFolder.create(beside, settings), settings, null);
    }

    /** Of JVMs in which the agent is already. @param beside as in {@link #prepare} */
    public static JvmRecording of(Path beside, JvmSettings settings, TracedJvms jvms) throws IOException {
        return new JvmRecording(SessionFolder.create(beside), settings, jvms);
    }

    /** Whether it records as long as its JVMs run, and not as long as the program that it starts. */
    public boolean isAttached() {
        return attached != null;
    }

    /** Whether a JVM that runs by itself may still record something. */
    public boolean isRunning() {
        return attached != null && attached.isRunning();
    }

    /** The program with the agent in it; as it is, where the JVMs run already. */
    public Program withAgent(Program program) throws IOException {
        if (attached != null) {
            return program;
        }
        if (program.user() != null) {
            folder.giveTo(program.user().name());
        }
        return JavaCommand.with(folder.agentOption(), program);
    }

    /**
     * What the agents found out before their programs' main classes run, a sentence a line; each is given once. A program goes on when
     * its file is gone.
     */
    public void tellEarly(Consumer<String> what) throws IOException {
        for (Path jvm : attached == null ? folder.jvms() : List.<Path>of()) {
            Path early = jvm.resolve("early");
            if (Files.exists(early)) {
                Files.readAllLines(early).stream().filter(warned::add).forEach(what);
                Files.delete(early);
            }
        }
    }

    /** Takes what the agents have ready. @return whether there was anything */
    public boolean collect() throws IOException {
        openCollectors();
        boolean any = false;
        for (JvmCollector collector : collectors) {
            any |= collector.collect();
        }
        return any;
    }

    private List<Path> folders() throws IOException {
        return attached == null ? folder.jvms() : attached.folders();
    }

    private void openCollectors() throws IOException {
        for (Path jvm : folders()) {
            JvmCollector collector =
                    opened.contains(jvm) ? null : JvmCollector.open(jvm, folder.spool("collected-" + opened.size()));
            if (collector != null) {
                opened.add(jvm);
                collectors.add(collector);
            }
        }
    }

    /**
     * Takes what is left when the program has ended, and makes events of it.
     *
     * @param kernel of the kernel whose events are in the same file; null for none
     */
    public void finish(TraceMetadata kernel) throws IOException {
        if (attached != null) {
            attached.stop();
        }
        take(JvmCollector::finish, kernel);
        removeRepositories();
    }

    /** Of those that were killed: a JDK that ends in order removes its own. */
    private void removeRepositories() throws IOException {
        for (JvmCollector collector : collectors) {
            if (!collector.isRunning()) {
                new FlightFolder(folder.kept(collector.folder())).removeRepository();
            }
        }
    }

    /** Takes a copy of what stands in the buffers, leaves it there, and makes events of it. */
    public void copy() throws IOException {
        openCollectors();
        take(JvmCollector::copy, null);
    }

    /** Shows a {@linkplain #copy() copy} of the buffers. */
    public void copy(LiveView view) throws IOException {
        openCollectors();
        for (int jvm = 0; jvm < collectors.size(); jvm++) {
            LivePages pages = new LivePages();
            JvmCollector collector = collectors.get(jvm);
            Lanes lanes = new Lanes(pages, JvmLayout.own(recordsValues(List.of(collector.folder()))));
            JvmSource source = JvmSource.of(collector.copy(), collector.folder(), jvm, settings, lanes);
            sources.add(source);
            source.finish();
            view.show(jvm, pages.take(source.catalog()));
        }
    }

    /** What {@code per_cpu/cpuN/stats} says of each lane, after a {@linkplain #copy(LiveView) copy}. */
    public List<String> stats() {
        return sources.stream().flatMap(source -> source.stats().stream()).toList();
    }

    private interface Taking {
        AgentBuffer from(JvmCollector collector) throws IOException;
    }

    /** The JVMs are let go before the long work of making events begins. */
    private void take(Taking taking, TraceMetadata kernel) throws IOException {
        List<AgentBuffer> taken = new ArrayList<>();
        List<Path> names = new ArrayList<>();
        for (JvmCollector collector : collectors) {
            taken.add(taking.from(collector));
            names.add(folder.keep(collector.folder()));
        }
        if (attached != null) {
            attached.taken();
            attached.leave();
        }
        boolean recorded = recordsValues(names);
        values = recorded && kernel == null;
        leavesValuesOut = recorded && kernel != null;
        JvmLayout layout = kernel == null ? JvmLayout.own(values) : JvmLayout.ofKernel(kernel);
        for (int jvm = 0; jvm < taken.size(); jvm++) {
            int number = jvm;
            spools.add(new ArrayList<>());
            Lanes lanes = new Lanes(lane -> spool(number, lane), layout);
            JvmSource source = JvmSource.of(taken.get(jvm), names.get(jvm), jvm, settings, lanes);
            sources.add(source);
            source.finish();
        }
    }

    /** As it was asked for, or by what the agents say that they did. */
    private boolean recordsValues(List<Path> jvms) throws IOException {
        boolean any = settings.recordsValues();
        for (Path jvm : jvms) {
            any |= JvmFunctions.tellOfValues(jvm);
        }
        return any;
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
        if (ended && attached != null) {
            attached.stop();
        }
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
        for (Path jvm : folders()) {
            if (!opened.contains(jvm)) {
                LivePages pages = new LivePages();
                Lanes lanes = new Lanes(pages, JvmLayout.own(recordsValues(List.of(jvm))));
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
                .ftraceFormats(JvmFormats.ftraceFormats(values))
                .systems(systems())
                .functions(functions())
                .tasks(tasks())
                .build();
    }

    /** The formats of the events that the JVMs told of themselves; none where none were asked for. */
    public List<EventSystem> systems() {
        Set<JvmEventType> types = EnumSet.noneOf(JvmEventType.class);
        sources.forEach(source -> types.addAll(source.eventTypes()));
        return JvmFormats.systems(types);
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

    /** The least that recording a call took in any of the JVMs, in words for the file; "" where it is not known. */
    public String hookCost() {
        CallCost cost = new CallCost();
        sources.forEach(source -> cost.add(source.cost()));
        return cost.isKnown() ? "; " + cost.text() : "";
    }

    /** What the user must be told, once the command has ended. */
    public RecordingReport report() throws IOException {
        RecordingReport report = new RecordingReport(settings.choosing());
        if (leavesValuesOut) {
            report.addRemark(
                    "arguments and results are not in the trace: beside a kernel's events a JVM's calls have the fields"
                            + " that the kernel's have; of results only a number is kept, where they have retval");
        }
        for (JvmSource source : sources) {
            report.add(source.log(), source.lost(), source.lostForWantOfStack(), source.overrun());
        }
        if (Files.exists(folder.agentError())) {
            Files.readAllLines(folder.agentError()).forEach(report::addError);
        }
        return report;
    }

    @Override
    public void close() throws IOException {
        if (attached != null) {
            attached.leave();
        }
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
