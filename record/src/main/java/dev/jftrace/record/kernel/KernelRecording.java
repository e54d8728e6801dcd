package dev.jftrace.record.kernel;

import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.record.io.DiskReserve;
import dev.jftrace.record.io.RecordedBuffer;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.SavedSettings;
import dev.jftrace.tracefs.TraceRequestException;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.Tracing;
import dev.jftrace.tracefs.linux.LinuxException;
import dev.jftrace.tracefs.linux.TscRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The recording of a kernel, in these steps:
 *
 * <pre>
 * prepare   all settings, but nothing traces yet; the buffers are open and their readers wait
 * begin     only the tasks that are asked for, not the recorder's own; on
 * end       off; what is left in the buffers; what decodes it; the settings as they were
 * buffers   to be written
 * </pre>
 */
public final class KernelRecording implements AutoCloseable {
    private final SavedSettings saved;
    private final Tracefs tracefs;
    private final KernelSettings settings;
    private final Tracing tracing;
    private final SpoolFolder folder;
    private final DiskReserve reserve;
    private final List<InstanceRecording> instances = new ArrayList<>();
    private final List<TraceOption> options = new ArrayList<>();
    private final OwnTasks ownTasks = new OwnTasks();
    private TraceMetadata metadata;
    private LatencyText latency;
    private volatile boolean full;
    private boolean ended;

    private KernelRecording(SavedSettings saved, KernelSettings settings, SpoolFolder folder, DiskReserve reserve) {
        this.saved = saved;
        this.tracefs = saved.tracefs();
        this.settings = settings;
        this.tracing = new Tracing(tracefs, settings.request());
        this.folder = folder;
        this.reserve = reserve;
    }

    /**
     * Sets everything up.
     *
     * @param saved remembers what stood before, and puts it back
     * @param beside the folder for temporary files, where the settings name none: there must be room for the trace
     * @throws TraceRequestException if something is asked for that this kernel does not have; nothing was changed
     */
    public static KernelRecording prepare(SavedSettings saved, KernelSettings settings, Path beside)
            throws IOException, TraceRequestException {
        new Tracing(saved.tracefs(), settings.request()).check();
        Path place = settings.temporary() == null ? beside : settings.temporary();
        SpoolFolder folder = SpoolFolder.create(place);
        KernelRecording recording = new KernelRecording(saved, settings, folder, DiskReserve.in(folder.path()));
        try {
            recording.setUp();
            return recording;
        } catch (IOException e) {
            recording.closeAfter(e);
            throw e;
        }
    }

    /**
     * Takes what is in the buffers of instances that somebody else has set up, and stopped.
     *
     * @param settings how; what their request asks for is not set
     * @param snapshot whether it is the snapshot that is taken
     */
    public static KernelRecording extract(
            Tracefs tracefs, List<Instance> instances, boolean snapshot, KernelSettings settings, Path beside)
            throws IOException {
        Path place = settings.temporary() == null ? beside : settings.temporary();
        SpoolFolder folder = SpoolFolder.create(place);
        KernelRecording recording =
                new KernelRecording(SavedSettings.of(tracefs), settings, folder, DiskReserve.in(folder.path()));
        try {
            recording.take(instances, snapshot);
            return recording;
        } catch (IOException e) {
            recording.closeAfter(e);
            throw e;
        }
    }

    private void take(List<Instance> of, boolean snapshot) throws IOException {
        ended = true;
        for (Instance instance : of) {
            InstanceRecording one = new InstanceRecording(instance, folder.path(), settings);
            instances.add(one);
            one.extract(snapshot ? "snapshot_raw" : "trace_pipe_raw");
        }
        if (settings.date()) {
            options.add(TimeOfDay.option(tracefs, of.getFirst()));
        }
        KernelMetadata reading = new KernelMetadata(tracefs);
        reading.wantAll();
        readMetadata(reading);
    }

    private void setUp() throws IOException {
        if (settings.tsc2nsec()) {
            TscRate rate = TscRate.ofThisMachine();
            options.add(new TraceOption.Tsc2Nsec(rate.multiplier(), rate.shift(), 0));
        }
        tracing.prepare();
        if (settings.date()) {
            options.add(TimeOfDay.option(tracefs, tracing.instances().getFirst()));
        } else if (settings.offset() != null) {
            options.add(new TraceOption.Offset(settings.offset()));
        }
        settings.hooks().forEach(hook -> options.add(new TraceOption.Hook(hook)));
        for (Instance instance : tracing.instances()) {
            InstanceRecording one = new InstanceRecording(instance, folder.path(), settings);
            instances.add(one);
            if (LatencyText.isFor(instance.tracer())) {
                latency = new LatencyText(instance, folder.path().resolve("latency"));
            } else {
                one.open(this::readerFailed);
            }
        }
        instances.forEach(InstanceRecording::start);
    }

    private void readerFailed(IOException e) {
        full |= e instanceof LinuxException linux && linux.errno() == LinuxException.ENOSPC;
    }

    /** Traces a program. @param pids the only tasks to trace; none for all */
    public void begin(Collection<Long> pids) throws IOException, InterruptedException {
        restrictTo(pids);
        tracing.on();
    }

    /** Traces what there is. */
    public void begin() throws IOException, InterruptedException {
        restrictTo(List.of());
        tracing.onUnlessKept();
    }

    private void restrictTo(Collection<Long> pids) throws IOException, InterruptedException {
        for (InstanceRecording one : instances) {
            one.awaitReady();
        }
        CompilerThreads.stepBack();
        tracing.restrictTo(pids);
        if (!settings.includeSelf()) {
            ownTasks.exclude(tracing.instances());
        }
    }

    /** To be called now and then. @return whether it is of no use to go on, as the disk is full */
    public boolean tend() throws IOException {
        if (!settings.includeSelf()) {
            ownTasks.excludeNew(tracing.instances());
        }
        return full;
    }

    public boolean hasEnded() {
        return ended;
    }

    /** Ends the recording, and puts the settings back. */
    public void end() throws IOException, InterruptedException {
        if (ended) {
            return;
        }
        ended = true;
        try {
            tracing.stop();
            for (InstanceRecording one : instances) {
                one.finish();
            }
            CompilerThreads.stepForward();
            if (latency != null) {
                latency.take();
            }
            readMetadata(new KernelMetadata(tracefs));
        } finally {
            if (settings.keepTracing()) {
                ownTasks.forget();
            } else {
                saved.restore();
            }
        }
    }

    private void readMetadata(KernelMetadata reading) throws IOException {
        for (InstanceRecording one : instances) {
            reading.want(one.instance());
        }
        metadata = reading.read();
        options.add(
                0,
                new TraceOption.TraceClock(
                        instances.getFirst().instance().clock().text() + "\n"));
    }

    /** What decodes the events. */
    public TraceMetadata metadata() {
        return metadata;
    }

    /** What the file is to say of this kernel, but for the buffers' statistics. */
    public List<TraceOption> options() {
        return options;
    }

    /** What was recorded; the top instance is the first one, empty if it was not asked for. */
    public List<RecordedBuffer> buffers() throws IOException {
        reserve.release();
        long length = instances.stream().mapToLong(InstanceRecording::length).sum();
        boolean releasing = folder.isScarce(length);
        List<RecordedBuffer> buffers = new ArrayList<>();
        if (instances.isEmpty() || !instances.getFirst().instance().isTop()) {
            buffers.add(new RecordedBuffer(
                    "",
                    tracefs.top().clock().current(),
                    tracefs.top().bufferSize().subBuffer() * 1024,
                    List.of(),
                    List.of()));
        }
        instances.forEach(one -> buffers.add(one.buffer(releasing)));
        return buffers;
    }

    /** What a latency tracer recorded, which is text; null for none. */
    public LatencyText latency() {
        return latency;
    }

    /** Whether what the program maps is to be kept. */
    public boolean wantsMaps() {
        return settings.procMaps();
    }

    /** What the user must be told, a sentence a line. */
    public List<String> problems() {
        if (full) {
            return List.of(folder.path().getParent()
                    + ": no space left on device: the recording ended early; what was recorded before is in the trace");
        }
        List<String> problems = new ArrayList<>();
        for (InstanceRecording one : instances) {
            for (CpuRecorder recorder : one.failed()) {
                problems.add("the reader of " + recorder.name() + " ended early: "
                        + recorder.failure().getMessage() + "; what it had is in the trace");
            }
        }
        return problems;
    }

    /** What the trace lacks, in a sentence; null if it lacks nothing. */
    public String loss() {
        return lost() == 0
                ? null
                : lost()
                        + " events of the kernel were lost, as its buffers were full: larger ones (-b) or fewer events help";
    }

    /** Events that the trace lacks. */
    public long lost() {
        return instances.stream()
                .flatMap(one -> one.stats().stream())
                .mapToLong(BufferStats::lost)
                .sum();
    }

    private void closeAfter(IOException e) {
        try {
            close();
        } catch (IOException second) {
            e.addSuppressed(second);
        }
    }

    /** Puts the settings back, whatever happened; removes the temporary files. */
    @Override
    public void close() throws IOException {
        try {
            if (!ended) {
                ended = true;
                abandon();
            }
        } finally {
            for (InstanceRecording one : instances) {
                one.close();
            }
            if (latency != null) {
                latency.close();
            }
            reserve.release();
            folder.close();
        }
    }

    private void abandon() throws IOException {
        try {
            for (InstanceRecording one : instances) {
                one.abandon();
            }
        } finally {
            saved.restore();
        }
    }
}
