package dev.jftrace.dat.v6;

import dev.jftrace.dat.format.CpuPlacement;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.OptionId;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.dat.io.ContentsWriter;
import dev.jftrace.dat.io.MetadataEncoder;
import dev.jftrace.dat.io.OptionEncoder;
import dev.jftrace.dat.io.TraceBytes;
import dev.jftrace.dat.io.TraceHeader;
import dev.jftrace.dat.io.TraceOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes version 6, which {@link V6Reader} draws. Options stand before the buffers and tell where they are, so all is
 * written at the end: sources and texts must stay open until then.
 */
public final class V6Writer implements ContentsWriter {
    private static final String VERSION = "6";
    private static final int MOST_CPUS = 1 << 16;
    private static final int BLOCK = 256 << 10;

    private final TraceOutput out;
    private final ByteOrder order;
    private final int pageSize;
    private final List<TraceOption> options = new ArrayList<>();
    private final List<Buffer> buffers = new ArrayList<>();
    private TraceMetadata metadata = TraceMetadata.builder().build();
    private InputStream text;
    private byte[] block;

    private record Buffer(String name, String clock, List<CpuSource> cpus) {}

    /**
     * @param channel empty; stays the caller's
     * @param longSize bytes of a long, 4 or 8
     * @param pageSize bytes of every sub-buffer
     */
    public V6Writer(FileChannel channel, ByteOrder order, int longSize, int pageSize) throws IOException {
        out = new TraceOutput(channel, order);
        this.order = order;
        this.pageSize = pageSize;
        TraceBytes header = out.bytes().bytes(TraceHeader.magic()).name(VERSION);
        out.write(
                header.u8(order == ByteOrder.LITTLE_ENDIAN ? 0 : 1).u8(longSize).u32(pageSize));
    }

    @Override
    public void metadata(TraceMetadata all) {
        metadata = all;
    }

    @Override
    public void option(TraceOption option) {
        if (!(option instanceof TraceOption.Placed)) {
            options.add(option);
        }
    }

    /** @return nothing: where the CPUs are is known at the end only */
    @Override
    public List<CpuPlacement> buffer(String name, String clock, int subBufferSize, List<CpuSource> cpus)
            throws IOException {
        if (subBufferSize != pageSize) {
            throw new IOException("version 6 has one size of sub-buffers: not " + pageSize + " bytes and "
                    + subBufferSize + " of buffer \"" + name + '"');
        }
        buffers.add(new Buffer(name, clock, List.copyOf(cpus)));
        return List.of();
    }

    @Override
    public void text(String name, String clock, InputStream printed) throws IOException {
        if (text != null || !name.isEmpty()) {
            throw new IOException("version 6 has room for one text, that of the top buffer");
        }
        text = printed;
    }

    @Override
    public void finish() throws IOException {
        if (text != null && buffers.stream().anyMatch(buffer -> !buffer.cpus.isEmpty())) {
            throw new IOException("version 6 has sub-buffers or a text, not both");
        }
        writeMetadata();
        int cpus = cpus();
        out.write(out.bytes().u32(cpus));
        List<Buffer> instances =
                buffers.stream().filter(each -> !each.name.isEmpty()).toList();
        List<Long> places = writeOptions(cpus, instances);
        if (text != null) {
            out.write(out.bytes().name("latency  "));
            copy(text);
            return;
        }
        List<Buffer> top = buffers.stream().filter(each -> each.name.isEmpty()).toList();
        write(top.isEmpty() ? new Buffer("", clock(), List.of()) : top.get(0), cpus);
        for (int i = 0; i < instances.size(); i++) {
            out.writeAt(places.get(i), out.bytes().u64(out.position()));
            write(instances.get(i), cpus);
        }
    }

    private void writeMetadata() throws IOException {
        MetadataEncoder encoder = new MetadataEncoder(metadata, order);
        out.write(encoder.headers());
        out.write(encoder.ftraceFormats());
        out.write(encoder.systems());
        out.write(encoder.functions());
        out.write(encoder.printks());
        out.write(encoder.tasks());
    }

    /** The tables have an entry for every number up to the highest, and an option may say that there are more. */
    private int cpus() throws IOException {
        long most = 0;
        for (Buffer buffer : buffers) {
            for (CpuSource cpu : buffer.cpus) {
                most = Math.max(most, cpu.cpu() + 1L);
            }
        }
        for (TraceOption option : options) {
            most = option instanceof TraceOption.CpuCount count ? Math.max(most, count.cpus()) : most;
        }
        if (most > MOST_CPUS) {
            throw new IOException("version 6 lists every CPU: " + most + " are too many");
        }
        return (int) most;
    }

    /** @return where the offsets of the instances go */
    private List<Long> writeOptions(int cpus, List<Buffer> instances) throws IOException {
        OptionEncoder encoder = new OptionEncoder(order);
        TraceBytes list = out.bytes().name("options  ");
        if (text != null) {
            // The option announces a clock's name behind the table of CPUs: trace-cmd would take the text's start for
            // it.
            options.removeIf(TraceOption.TraceClock.class::isInstance);
        }
        for (TraceOption option : options) {
            encoder.encode(option instanceof TraceOption.CpuCount ? new TraceOption.CpuCount(cpus) : option, list);
        }
        if (!hasClock() && !clock().isEmpty()) {
            encoder.encode(new TraceOption.TraceClock('[' + clock() + ']'), list);
        }
        List<Long> places = new ArrayList<>();
        for (Buffer instance : instances) {
            byte[] name = (instance.name + '\0').getBytes(StandardCharsets.UTF_8);
            list.u16(OptionId.BUFFER).u32(Long.BYTES + name.length);
            places.add(out.position() + list.length());
            list.u64(0).bytes(name);
        }
        out.write(list.u16(OptionId.DONE));
        return places;
    }

    private boolean hasClock() {
        return options.stream().anyMatch(TraceOption.TraceClock.class::isInstance);
    }

    private String clock() {
        return buffers.isEmpty() ? "" : buffers.get(0).clock;
    }

    private void write(Buffer buffer, int cpus) throws IOException {
        out.write(out.bytes().name("flyrecord"));
        long table = out.position();
        for (int cpu = 0; cpu < cpus; cpu++) {
            out.write(out.bytes().u64(0).u64(0));
        }
        if (hasClock() || !clock().isEmpty()) {
            byte[] clock = ('[' + buffer.clock + ']').getBytes(StandardCharsets.UTF_8);
            out.write(out.bytes().u64(clock.length).bytes(clock));
        }
        for (CpuSource cpu : buffer.cpus) {
            out.align(pageSize);
            long start = out.position();
            try (InputStream in = cpu.open()) {
                copy(in);
            }
            TraceBytes place = out.bytes().u64(start).u64(out.position() - start);
            out.writeAt(table + cpu.cpu() * 2L * Long.BYTES, place);
        }
    }

    private void copy(InputStream in) throws IOException {
        if (block == null) {
            block = new byte[BLOCK];
        }
        for (int read = in.readNBytes(block, 0, BLOCK); read > 0; read = in.readNBytes(block, 0, BLOCK)) {
            out.write(block, read);
        }
    }

    @Override
    public void close() {
        // Holds nothing but what it was given.
    }
}
