package dev.jftrace.record;

import dev.jftrace.dat.TraceFileWriter;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuPlacement;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.record.io.HeldProgram;
import dev.jftrace.record.io.MachineName;
import dev.jftrace.record.io.Program;
import dev.jftrace.record.io.RecordedBuffer;
import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.jvm.LiveView;
import dev.jftrace.record.kernel.KernelRecording;
import dev.jftrace.record.kernel.LatencyText;
import dev.jftrace.record.kernel.ProgramMaps;
import dev.jftrace.ring.SubBufferLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A recording of a kernel, of the JVMs that a program starts, or of both: the one place that starts the program, and the one that
 * writes the file. The program's input, output and exit status are its own.
 */
public final class Recording implements AutoCloseable {
    /** What {@link #awaitEnd} gives where no program was to be awaited. */
    public static final int NO_STATUS = 0;

    private static final long COLLECT_MS = 2;
    private static final long LIVE_MS = 100;
    private static final long TEND_NS = 250_000_000;

    /** After Ctrl-C, which the program gets too, it has this long to end by itself. */
    private static final long GRACE_NS = 1_000_000_000;

    private static final int CALLS_LEVEL = 6;

    private final KernelRecording kernel;
    private final JvmRecording jvms;
    private final StopRequest stop;
    private List<Path> awaited = List.of();
    private Consumer<String> early = line -> {};
    private Process process;
    private ProgramMaps maps;
    private long tendedAt = System.nanoTime();

    /**
     * Of sides that are prepared; they are closed with it.
     *
     * @param kernel null for none
     * @param jvms null for none
     * @param stop ends it early
     */
    public Recording(KernelRecording kernel, JvmRecording jvms, StopRequest stop) {
        this.stop = stop;
        this.kernel = kernel;
        this.jvms = jvms;
    }

    /** Prepares a side; gives null for none. */
    public interface Side<S> {
        S prepare() throws IOException;
    }

    /** As the constructor; if the second side can't be prepared, the first is closed. */
    public static Recording of(Side<KernelRecording> kernel, Side<JvmRecording> jvms, StopRequest stop)
            throws IOException {
        KernelRecording first = kernel.prepare();
        try {
            return new Recording(first, jvms.prepare(), stop);
        } catch (IOException e) {
            if (first != null) {
                first.close();
            }
            throw e;
        }
    }

    /**
     * Starts the program; where a kernel is recorded, tracing is on before the program does anything.
     *
     * @param only whether the kernel is to be restricted to the program's task
     */
    public void start(Program program, boolean only) throws IOException, InterruptedException {
        Program with = jvms == null ? program : jvms.withAgent(program);
        if (kernel == null) {
            process = with.start();
            return;
        }
        HeldProgram held = with.hold();
        process = held.process();
        try {
            kernel.begin(only ? List.of(process.pid()) : List.of());
        } catch (IOException | InterruptedException e) {
            held.abandon();
            throw e;
        }
        if (kernel.wantsMaps()) {
            maps = new ProgramMaps(process.pid());
            maps.look();
        }
        held.release();
    }

    /** Starts without a program: is recorded until all of these have ended, or until {@link #stop}. */
    public void start(Collection<Integer> pids) throws IOException, InterruptedException {
        List<Path> tasks = new ArrayList<>();
        for (int pid : pids) {
            // Not by ProcessHandle: it may be a thread.
            tasks.add(Path.of("/proc/" + pid));
            if (!Files.exists(tasks.getLast())) {
                throw new IOException("-P " + pid + ": there is no task of this number");
            }
        }
        awaited = tasks;
        if (kernel != null) {
            kernel.begin();
        }
    }

    /**
     * Follows the program to its end, and ends the recording.
     *
     * @return its exit status, 128 + n where signal n ended it
     */
    public int awaitEnd() throws IOException, InterruptedException {
        try {
            follow();
            endKernel();
            if (jvms != null) {
                jvms.collect();
                jvms.finish(kernel == null ? null : kernel.metadata());
            }
        } catch (IOException e) {
            // A full disk ends the recording, not the user's program.
            awaitProgram();
            throw e;
        }
        awaitProgram();
        return status();
    }

    private void follow() throws IOException, InterruptedException {
        while (goesOn()) {
            boolean busy = jvms != null && jvms.collect();
            warn();
            if (kernel != null && (stop.isAsked() || isTendedAndFull())) {
                endKernel();
            }
            endLateProgram();
            if (maps != null) {
                maps.look();
            }
            if (!busy) {
                nap(jvms == null ? LIVE_MS : COLLECT_MS);
            }
        }
    }

    /** @param what is told as soon as it is known, a sentence each: it is no use after the program ran */
    public void tellEarly(Consumer<String> what) {
        early = what;
    }

    private void warn() throws IOException {
        if (jvms != null) {
            jvms.tellEarly(early);
        }
    }

    private boolean goesOn() {
        if (jvms != null && jvms.isAttached() && (!jvms.isRunning() || stop.isAsked())) {
            return false;
        }
        if (process != null) {
            return process.isAlive();
        }
        if (kernel == null) {
            return true;
        }
        boolean alive = awaited.isEmpty() || awaited.stream().anyMatch(Files::exists);
        return alive && !stop.isAsked() && !kernel.hasEnded();
    }

    private boolean isTendedAndFull() throws IOException {
        if (kernel.hasEnded() || System.nanoTime() - tendedAt < TEND_NS) {
            return false;
        }
        tendedAt = System.nanoTime();
        return kernel.tend();
    }

    private void endKernel() throws IOException, InterruptedException {
        if (kernel != null) {
            kernel.end();
        }
    }

    private void nap(long milliseconds) throws InterruptedException {
        if (process != null) {
            process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } else {
            stop.await(milliseconds);
        }
    }

    private void awaitProgram() throws InterruptedException {
        while (process != null && process.isAlive()) {
            endLateProgram();
            nap(LIVE_MS);
        }
    }

    private void endLateProgram() {
        if (process != null && stop.isOlderThan(GRACE_NS)) {
            process.destroy();
        }
    }

    private int status() {
        return process == null ? NO_STATUS : process.exitValue();
    }

    /**
     * Follows the program to its end, and shows what its JVMs call while it runs. Nothing is kept for a file.
     *
     * @param view is given all calls up to a short while ago, a few times a second
     * @return its exit status, 128 + n where signal n ended it
     */
    public int awaitEnd(LiveView view) throws IOException, InterruptedException {
        try {
            while (goesOn()) {
                jvms.show(view, false);
                warn();
                endLateProgram();
                nap(LIVE_MS);
            }
            jvms.show(view, true);
        } catch (IOException e) {
            awaitProgram();
            throw e;
        }
        awaitProgram();
        return status();
    }

    /** A JVM's calls are many and alike: a third fewer bytes than at the default, and still as fast as they are decoded. */
    public int zstdLevel() {
        return jvms == null ? Compression.DEFAULT_LEVEL : CALLS_LEVEL;
    }

    /** Of the top buffer's sub-buffers, for the writer of the file. */
    public SubBufferLayout layout() throws IOException {
        return SubBufferLayout.of(buffers().getFirst().subBufferSize());
    }

    /**
     * Writes what was recorded, and commits the file.
     *
     * @return where the CPUs are, buffer by buffer
     */
    public List<CpuPlacement> write(TraceFileWriter writer) throws IOException {
        List<RecordedBuffer> buffers = buffers();
        List<CpuPlacement> placements = new ArrayList<>();
        // The largest part first: what it gives back of a full disk leaves room for the rest.
        for (RecordedBuffer buffer : buffers) {
            placements.addAll(writer.buffer(buffer.name(), buffer.clock(), buffer.subBufferSize(), buffer.cpus()));
        }
        if (kernel != null && kernel.latency() != null) {
            LatencyText latency = kernel.latency();
            try (InputStream text = latency.open()) {
                writer.text(latency.name(), latency.clock(), text);
            }
        }
        writer.metadata(metadata());
        options(buffers).forEach(writer::option);
        writer.commit();
        return placements;
    }

    private List<RecordedBuffer> buffers() throws IOException {
        List<RecordedBuffer> buffers = new ArrayList<>();
        if (kernel != null) {
            buffers.addAll(kernel.buffers());
        } else if (jvms.jvms() != 1) {
            buffers.add(new RecordedBuffer("", JvmRecording.CLOCK, JvmRecording.SUB_BUFFER_SIZE, List.of(), List.of()));
        }
        if (jvms != null) {
            buffers.addAll(jvms.buffers(kernel == null));
        }
        return buffers;
    }

    private TraceMetadata metadata() {
        if (kernel == null) {
            return jvms.metadata();
        }
        return jvms == null ? kernel.metadata() : JoinedMetadata.of(kernel.metadata(), jvms);
    }

    private List<TraceOption> options(List<RecordedBuffer> buffers) {
        List<TraceOption> options = new ArrayList<>();
        if (kernel == null) {
            options.add(new TraceOption.TraceClock("local [" + JvmRecording.CLOCK + "]"));
        } else {
            options.addAll(kernel.options());
        }
        if (maps != null && maps.seen() != null) {
            options.add(maps.seen());
        }
        options.add(new TraceOption.Uname(MachineName.uname()));
        options.add(new TraceOption.Version("jftrace" + (jvms == null ? "" : jvms.hookCost())));
        options.add(new TraceOption.TraceId(ThreadLocalRandom.current().nextLong()));
        int cpus = 0;
        for (RecordedBuffer buffer : buffers) {
            cpus = Math.max(cpus, buffer.cpus().size());
            if (!buffer.name().isEmpty() && !buffer.stats().isEmpty()) {
                options.add(new TraceOption.CpuStat("\nBuffer: " + buffer.name() + "\n\n"));
            }
            buffer.stats().forEach(stats -> options.add(new TraceOption.CpuStat(stats)));
        }
        options.add(new TraceOption.CpuCount(cpus));
        return options;
    }

    /** What the user must be told, a sentence a line. */
    public List<String> report() throws IOException {
        List<String> lines = new ArrayList<>();
        if (kernel != null) {
            lines.addAll(kernel.problems());
            if (kernel.loss() != null) {
                lines.add(kernel.loss());
            }
        }
        if (jvms != null) {
            lines.addAll(jvms.report().lines());
        }
        return lines;
    }

    /** Whether a part of it failed, though there is a trace. */
    public boolean hasFailed() throws IOException {
        return kernel != null && !kernel.problems().isEmpty()
                || jvms != null && !jvms.report().unmatched().isEmpty();
    }

    /** Events that are missing in the trace. */
    public long lost() throws IOException {
        return (kernel == null ? 0 : kernel.lost())
                + (jvms == null ? 0 : jvms.report().lost());
    }

    @Override
    public void close() throws IOException {
        try {
            if (kernel != null) {
                kernel.close();
            }
        } finally {
            if (jvms != null) {
                jvms.close();
            }
        }
    }
}
