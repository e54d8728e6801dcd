package dev.jftrace.dat.v7;

import dev.jftrace.dat.compress.Codec;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuPlacement;
import dev.jftrace.dat.format.CpuRegion;
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
import java.util.ArrayList;
import java.util.List;

/**
 * Writes version 7: header, metadata, buffers, options, strings. The options come last and all in one list, because
 * what they tell is known only then; the header's offset of them is written at the very end, so that a file without it
 * is unfinished.
 */
public final class V7Writer implements ContentsWriter {
    /**
     * Readers take chunks of any number of whole sub-buffers; larger ones compress better, smaller ones keep readers
     * small.
     */
    private static final int CHUNK = 256 << 10;

    private static final String VERSION = "7";

    private final TraceOutput out;
    private final ByteOrder order;
    private final Codec codec;
    private final List<TraceOption> options = new ArrayList<>();
    private final List<TraceOption> placed = new ArrayList<>();
    private final TraceBytes strings;
    private final long optionsPlace;
    private final ChunkPacker packer;
    private byte[] chunk = {};
    private byte[] packed = {};

    /**
     * @param channel empty; stays the caller's
     * @param longSize bytes of a long, 4 or 8
     * @param pageSize bytes of a sub-buffer of the top buffer
     * @param level of {@link Codec#of(Compression, int)}, for the buffers
     */
    public V7Writer(
            FileChannel channel, ByteOrder order, int longSize, int pageSize, Compression compression, int level)
            throws IOException {
        out = new TraceOutput(channel, order);
        this.order = order;
        codec = compression == Compression.NONE ? null : Codec.of(compression);
        packer = codec == null ? null : new ChunkPacker(out, compression, level);
        strings = out.bytes();
        TraceBytes header = out.bytes().bytes(TraceHeader.magic()).name(VERSION);
        header.u8(order == ByteOrder.LITTLE_ENDIAN ? 0 : 1).u8(longSize).u32(pageSize);
        header.name(compression.fileName()).name(codec == null ? "" : codec.version());
        optionsPlace = header.length();
        out.write(header.u64(0));
    }

    @Override
    public void metadata(TraceMetadata metadata) throws IOException {
        MetadataEncoder encoder = new MetadataEncoder(metadata, order);
        section(OptionId.HEADER_INFO, "headers", encoder.headers());
        section(OptionId.FTRACE_EVENTS, "ftrace events", encoder.ftraceFormats());
        section(OptionId.EVENT_FORMATS, "events format", encoder.systems());
        section(OptionId.KALLSYMS, "kallsyms", encoder.functions());
        section(OptionId.PRINTK, "printk", encoder.printks());
        section(OptionId.CMDLINES, "command lines", encoder.tasks());
        // trace-cmd can't open a file that has these two plain.
        if (codec != null && metadata.btf().length > 0) {
            section(OptionId.BTF_FILE, "BTF", encoder.btf());
        }
        if (codec != null && metadata.modules().length > 0) {
            section(OptionId.MODULES_FILE, "modules", encoder.modules());
        }
    }

    @Override
    public void option(TraceOption option) {
        if (!(option instanceof TraceOption.Placed)) {
            options.add(option);
        }
    }

    @Override
    public List<CpuPlacement> buffer(String name, String clock, int subBufferSize, List<CpuSource> cpus)
            throws IOException {
        long start = beginSection(OptionId.BUFFER, codec != null, "buffer flyrecord " + name);
        List<CpuPlacement> placements = new ArrayList<>();
        List<CpuRegion> regions = new ArrayList<>();
        for (CpuSource cpu : cpus) {
            out.align(subBufferSize);
            CpuPlacement placement = cpu(cpu, subBufferSize);
            placements.add(placement);
            regions.add(new CpuRegion(cpu.cpu(), placement.offset(), placement.size()));
        }
        endSection(start);
        placed.add(new TraceOption.Buffer(start, name, clock, subBufferSize, regions));
        return placements;
    }

    @Override
    public void text(String name, String clock, InputStream text) throws IOException {
        long start = beginSection(OptionId.BUFFER_TEXT, codec != null, "buffer latency " + name);
        copy(text, 1);
        endSection(start);
        placed.add(new TraceOption.BufferText(start, name, clock));
    }

    private CpuPlacement cpu(CpuSource cpu, int subBufferSize) throws IOException {
        long offset = out.position();
        try (InputStream in = cpu.open()) {
            long rawSize = copy(in, subBufferSize);
            return new CpuPlacement(cpu.cpu(), offset, out.position() - offset, rawSize);
        }
    }

    /** @return bytes read */
    private long copy(InputStream in, int unit) throws IOException {
        int size = Math.max(1, CHUNK / unit) * unit;
        return codec == null ? copyPlain(in, size) : packer.pack(in, size);
    }

    private long copyPlain(InputStream in, int size) throws IOException {
        if (chunk.length < size) {
            chunk = new byte[size];
        }
        long length = 0;
        for (int read = in.readNBytes(chunk, 0, size); read > 0; read = in.readNBytes(chunk, 0, size)) {
            out.write(chunk, read);
            length += read;
        }
        return length;
    }

    private void section(int id, String description, TraceBytes content) throws IOException {
        placed.add(new TraceOption.Section(id, out.position()));
        long start = beginSection(id, codec != null, description);
        if (codec == null) {
            out.write(content);
        } else {
            writePacked(content.array(), content.length());
        }
        endSection(start);
    }

    private long beginSection(int id, boolean compressed, String description) throws IOException {
        long start = out.position();
        int string = strings.length();
        strings.name(description);
        out.write(out.bytes()
                .u16(id)
                .u16(compressed ? SectionHeader.COMPRESSED : 0)
                .u32(string)
                .u64(0));
        return start;
    }

    private void endSection(long start) throws IOException {
        out.writeAt(start + SectionHeader.SIZE_OFFSET, out.bytes().u64(out.position() - start - SectionHeader.LENGTH));
    }

    @Override
    public void finish() throws IOException {
        long start = beginSection(OptionId.DONE, false, "options");
        OptionEncoder encoder = new OptionEncoder(order);
        TraceBytes list = out.bytes();
        placed.stream().filter(TraceOption.Section.class::isInstance).forEach(option -> encoder.encode(option, list));
        options.forEach(option -> encoder.encode(option, list));
        placed.stream()
                .filter(option -> !(option instanceof TraceOption.Section))
                .forEach(option -> encoder.encode(option, list));
        encoder.encode(new TraceOption.Done(0), list);
        out.write(list);
        endSection(start);
        long stringsStart = beginSection(OptionId.STRINGS, false, "strings");
        out.write(strings);
        endSection(stringsStart);
        out.writeAt(optionsPlace, out.bytes().u64(start));
    }

    private void writePacked(byte[] from, int length) throws IOException {
        int bound = codec.compressBound(length);
        if (packed.length < bound) {
            packed = new byte[bound];
        }
        int size = codec.compress(from, length, packed);
        out.write(out.bytes().u32(size).u32(length));
        out.write(packed, size);
    }

    @Override
    public void close() {
        if (codec != null) {
            packer.close();
            codec.close();
        }
    }
}
