package dev.jftrace.record.kernel;

import dev.jftrace.event.CpuCursor;
import dev.jftrace.record.io.LiveBuffer;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.TracefsException;
import dev.jftrace.tracefs.buffer.CopyReader;
import dev.jftrace.tracefs.buffer.CpuBuffer;
import dev.jftrace.tracefs.buffer.SubBufferSink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instance whose sub-buffers are read into memory, to be shown at once. */
final class StreamedInstance {
    private static final Pattern NOW = Pattern.compile("now ts: *(\\d{1,18})(?:\\.(\\d{6}))?");

    private final Instance instance;
    private final String clock;
    private final LiveBuffer buffer;
    private final List<CopyReader> readers = new ArrayList<>();
    private final int firstCpu;

    private StreamedInstance(Instance instance, int subBufferSize) throws TracefsException {
        this.instance = instance;
        this.clock = instance.clock().current();
        this.buffer = new LiveBuffer(SubBufferLayout.of(subBufferSize));
        this.firstCpu = instance.cpus().getFirst();
    }

    static StreamedInstance open(Instance instance) throws IOException {
        int subBufferSize = instance.bufferSize().subBuffer() * 1024;
        StreamedInstance streamed = new StreamedInstance(instance, subBufferSize);
        Path folder = Path.of(instance.file("per_cpu").path()).getParent();
        for (int cpu : instance.cpus()) {
            CpuBuffer raw = CpuBuffer.open(folder, cpu, "trace_pipe_raw", subBufferSize);
            streamed.readers.add(new CopyReader(raw, streamed.sink(cpu)));
        }
        return streamed;
    }

    private SubBufferSink sink(int cpu) {
        return new SubBufferSink() {
            @Override
            public void accept(MemorySegment subBuffer) {
                buffer.add(cpu, subBuffer.toArray(ValueLayout.JAVA_BYTE));
            }

            @Override
            public void replace(MemorySegment subBuffer) {
                accept(subBuffer);
            }
        };
    }

    String name() {
        return instance.name();
    }

    String clock() {
        return clock;
    }

    /** Reads all CPUs. @return the time, in the instance's clock, up to which nothing is missing */
    private long read() throws IOException {
        Matcher now = NOW.matcher(instance.stats(firstCpu));
        long until = Long.MAX_VALUE;
        if (now.find()) {
            long whole = Long.parseLong(now.group(1));
            until = now.group(2) == null ? whole : whole * 1_000_000_000 + Long.parseLong(now.group(2)) * 1000;
        }
        for (CopyReader reader : readers) {
            reader.take();
        }
        return until;
    }

    /** @param all whether there will be no more: what is newest is shown too */
    List<CpuCursor> take(boolean all) throws IOException {
        long until = read();
        return buffer.take(all ? Long.MAX_VALUE : until);
    }

    void close() throws IOException {
        for (CopyReader reader : readers) {
            reader.close();
        }
    }
}
