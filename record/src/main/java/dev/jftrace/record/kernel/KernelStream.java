package dev.jftrace.record.kernel;

import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceClock;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.SavedSettings;
import dev.jftrace.tracefs.Tracing;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A kernel's events as they happen; no file is written. The steps are those of {@link KernelRecording}. */
public final class KernelStream implements AutoCloseable {
    private final SavedSettings saved;
    private final KernelSettings settings;
    private final Tracing tracing;
    private final OwnTasks ownTasks = new OwnTasks();
    private final List<StreamedInstance> instances = new ArrayList<>();
    private EventCatalog catalog;

    private KernelStream(SavedSettings saved, KernelSettings settings) {
        this.saved = saved;
        this.settings = settings;
        this.tracing = new Tracing(saved.tracefs(), settings.request());
    }

    /** Sets everything up. */
    public static KernelStream prepare(SavedSettings saved, KernelSettings settings) throws IOException {
        KernelStream stream = new KernelStream(saved, settings);
        stream.tracing.check();
        try {
            stream.setUp();
            return stream;
        } catch (IOException e) {
            try {
                stream.close();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private void setUp() throws IOException {
        tracing.prepare();
        KernelMetadata reading = new KernelMetadata(saved.tracefs());
        for (Instance instance : tracing.instances()) {
            reading.want(instance);
            instances.add(StreamedInstance.open(instance));
        }
        catalog = catalog(reading.read());
    }

    private static EventCatalog catalog(TraceMetadata metadata) {
        EventCatalog.Builder builder = EventCatalog.builder()
                .byteOrder(ByteOrder.nativeOrder())
                .longSize(Long.BYTES)
                .functions(metadata.functions())
                .printks(metadata.printks())
                .tasks(metadata.tasks());
        metadata.ftraceFormats().forEach(builder::ftraceFormat);
        for (EventSystem system : metadata.systems()) {
            system.formats().forEach(format -> builder.format(system.name(), format));
        }
        return builder.build();
    }

    /** How many CPUs the machine has. */
    public int cpus() throws IOException {
        return saved.tracefs().top().cpus().size();
    }

    /** Traces a program. @param pids the only tasks to trace; none for all */
    public void begin(Collection<Long> pids) throws IOException {
        restrictTo(pids);
        tracing.on();
    }

    /** Traces what there is. */
    public void begin() throws IOException {
        restrictTo(List.of());
        tracing.onUnlessKept();
    }

    private void restrictTo(Collection<Long> pids) throws IOException {
        tracing.restrictTo(pids);
        if (!settings.includeSelf()) {
            ownTasks.exclude(tracing.instances());
        }
    }

    /**
     * The next events; to be read to their end before the next call.
     *
     * @param last whether nothing is written any more, as {@link #stop} was called
     */
    public EventStream next(boolean last) throws IOException {
        if (!settings.includeSelf() && !last) {
            ownTasks.excludeNew(tracing.instances());
        }
        learnTasks();
        List<EventStream.Source> sources = new ArrayList<>();
        for (StreamedInstance one : instances) {
            sources.add(new EventStream.Source(catalog, one.name(), TraceClock.parse(one.clock()), one.take(last)));
        }
        return EventStream.of(sources);
    }

    /** Tasks that the kernel has met since. */
    private void learnTasks() throws IOException {
        byte[] all = saved.tracefs().file("saved_cmdlines").bytes();
        for (String line : new String(all, StandardCharsets.ISO_8859_1).split("\n")) {
            int blank = line.indexOf(' ');
            if (blank > 0 && line.substring(0, blank).matches("\\d{1,9}")) {
                byte[] comm = line.substring(blank + 1).getBytes(StandardCharsets.ISO_8859_1);
                catalog.tasks().learn(Integer.parseInt(line.substring(0, blank)), comm, 0, comm.length);
            }
        }
    }

    /** Stops tracing; what is in the buffers can still be read. */
    public void stop() throws IOException {
        tracing.stop();
    }

    /** Puts the settings back. */
    @Override
    public void close() throws IOException {
        try {
            for (StreamedInstance one : instances) {
                one.close();
            }
        } finally {
            if (!settings.keepTracing()) {
                saved.restore();
            }
        }
    }
}
