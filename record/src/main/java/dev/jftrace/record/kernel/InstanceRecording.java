package dev.jftrace.record.kernel;

import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.record.io.RecordedBuffer;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.TracefsException;
import dev.jftrace.tracefs.buffer.CopyReader;
import dev.jftrace.tracefs.buffer.CpuBuffer;
import dev.jftrace.tracefs.buffer.CpuBufferReader;
import dev.jftrace.tracefs.buffer.MappedReader;
import dev.jftrace.tracefs.buffer.SpliceReader;
import dev.jftrace.tracefs.buffer.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The recording of one instance: a reader and a spool file for each CPU. */
final class InstanceRecording {
    private static final int KILOBYTE = 1024;

    private final Instance instance;
    private final Path spools;
    private final KernelSettings settings;
    private final WakeUp wakeUp;
    private final List<CpuRecorder> recorders = new ArrayList<>();
    private final List<SpooledCpu> cpus = new ArrayList<>();
    private final List<BufferStats> stats = new ArrayList<>();
    private String clock = "local";
    private int subBufferSize;

    /** @param spools the folder of the spool files */
    InstanceRecording(Instance instance, Path spools, KernelSettings settings) {
        this.instance = instance;
        this.spools = spools;
        this.settings = settings;
        this.wakeUp = new WakeUp(instance);
    }

    Instance instance() {
        return instance;
    }

    /** Opens the buffers of all CPUs. The tracer can't be changed from here on. */
    void open(Consumer<IOException> onFailure) throws IOException {
        wakeUp.early();
        clock = instance.clock().current();
        subBufferSize = instance.bufferSize().subBuffer() * KILOBYTE;
        for (int cpu : instance.cpus()) {
            SpoolFile spool = spool(cpu);
            cpus.add(new SpooledCpu(cpu, spool));
            CpuBuffer buffer = buffer(cpu, "trace_pipe_raw");
            recorders.add(new CpuRecorder(name(cpu), buffer, reader(buffer, spool), spool, settings, onFailure));
        }
    }

    private SpoolFile spool(int cpu) throws IOException {
        Path file = spools.resolve("kernel-" + instance.name() + "-cpu" + cpu);
        return settings.limitKb() == 0
                ? SpoolFile.create(file, subBufferSize)
                : SpoolFile.limited(file, subBufferSize, (long) settings.limitKb() * KILOBYTE);
    }

    private CpuBuffer buffer(int cpu, String file) throws IOException {
        Path folder = Path.of(instance.file("per_cpu").path()).getParent();
        return CpuBuffer.open(folder, cpu, file, subBufferSize);
    }

    private CpuBufferReader reader(CpuBuffer buffer, SpoolFile spool) throws IOException {
        CpuBufferReader mapped = settings.way() == KernelSettings.Way.MMAP ? MappedReader.open(buffer, spool) : null;
        if (mapped != null) {
            return mapped;
        }
        return settings.way() == KernelSettings.Way.SPLICE
                ? new SpliceReader(buffer, spool)
                : new CopyReader(buffer, spool);
    }

    private String name(int cpu) {
        return "CPU " + cpu + (instance.isTop() ? "" : " of instance " + instance.name());
    }

    void start() {
        recorders.forEach(CpuRecorder::start);
    }

    /** Until its readers are at their best. */
    void awaitReady() throws InterruptedException {
        for (CpuRecorder recorder : recorders) {
            recorder.awaitReady();
        }
    }

    /** Takes what is left, and closes the buffers. Nothing is written into them any more. */
    void finish() throws IOException, InterruptedException {
        recorders.forEach(CpuRecorder::stop);
        for (CpuRecorder recorder : recorders) {
            recorder.join();
            recorder.close();
        }
        wakeUp.asBefore();
        readStats();
    }

    /** Stops the readers, whatever state they are in. */
    void abandon() throws IOException {
        recorders.forEach(CpuRecorder::stop);
        for (CpuRecorder recorder : recorders) {
            recorder.abandon();
        }
    }

    /** Takes what is in stopped buffers. @param file {@code trace_pipe_raw} or {@code snapshot_raw} */
    void extract(String file) throws IOException {
        clock = instance.clock().current();
        subBufferSize = instance.bufferSize().subBuffer() * KILOBYTE;
        for (int cpu : instance.cpus()) {
            SpoolFile spool = spool(cpu);
            cpus.add(new SpooledCpu(cpu, spool));
            CpuBuffer buffer = buffer(cpu, file);
            try (CpuBufferReader reader = reader(buffer, spool)) {
                reader.takeRest();
            }
        }
        readStats();
    }

    private void readStats() throws TracefsException {
        for (SpooledCpu cpu : cpus) {
            stats.add(BufferStats.of(cpu.cpu(), instance.stats(cpu.cpu())));
        }
    }

    /** Readers that died; what they had is kept. */
    List<CpuRecorder> failed() {
        return recorders.stream().filter(recorder -> recorder.failure() != null).toList();
    }

    List<BufferStats> stats() {
        return stats;
    }

    long length() {
        return cpus.stream().mapToLong(cpu -> cpu.spool().length()).sum();
    }

    /** @param releasing whether the spool files are to give back the room of what was read */
    RecordedBuffer buffer(boolean releasing) {
        List<CpuSource> sources = new ArrayList<>();
        cpus.forEach(cpu -> sources.add(cpu.source(releasing)));
        return new RecordedBuffer(
                instance.name(),
                clock,
                subBufferSize,
                sources,
                stats.stream().map(BufferStats::text).toList());
    }

    void close() throws IOException {
        for (SpooledCpu cpu : cpus) {
            cpu.spool().close();
        }
    }

    private record SpooledCpu(int cpu, SpoolFile spool) {
        CpuSource source(boolean releasing) {
            return new CpuSource() {
                @Override
                public int cpu() {
                    return cpu;
                }

                @Override
                public InputStream open() throws IOException {
                    return spool.open(releasing);
                }
            };
        }
    }
}
