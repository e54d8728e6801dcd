package dev.jftrace.dat.v6;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.format.OptionId;
import dev.jftrace.dat.format.OptionList;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.dat.format.TraceSections;
import dev.jftrace.dat.io.BufferRegion;
import dev.jftrace.dat.io.DataRegion;
import dev.jftrace.dat.io.MetadataDecoder;
import dev.jftrace.dat.io.OptionDecoder;
import dev.jftrace.dat.io.TextRegion;
import dev.jftrace.dat.io.TraceChannel;
import dev.jftrace.dat.io.TraceContents;
import dev.jftrace.dat.io.TraceHeader;
import dev.jftrace.dat.io.TraceInput;
import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Version 6: everything one behind the other.
 *
 * <pre>
 *  header | header_page | header_event | ftrace formats | systems | kallsyms | printk | cmdlines | u32 CPUs
 *  "options  " NUL   | options, an id of 0 ends them |        may be missing
 *  "flyrecord" NUL   | u64 offset, u64 size of each CPU | u64 size, clock |  the sub-buffers, anywhere
 *  "latency  " NUL   | text up to the end of the file         instead of "flyrecord"
 * </pre>
 *
 * The clock is there only if there is an option {@code TRACECLOCK}. An instance is an option {@code BUFFER} with the
 * offset of a "flyrecord" of its own.
 */
public final class V6Reader {
    private static final int MARKER_LENGTH = 10;
    private static final int TABLE_ENTRY_LENGTH = 2 * Long.BYTES;
    private static final String OPTIONS = "options  \0";
    private static final String FLYRECORD = "flyrecord\0";
    private static final String LATENCY = "latency  \0";

    /** What a kernel uses that is told nothing; some versions of trace-cmd wrote a clock that can't be read. */
    private static final String DEFAULT_CLOCK = "local";

    private final TraceChannel channel;
    private final TraceHeader header;
    private final List<String> warnings = new ArrayList<>();
    private final List<OptionList> lists = new ArrayList<>();
    private List<TraceOption> options = List.of();
    private final List<BufferRegion> buffers = new ArrayList<>();
    private final List<TextRegion> texts = new ArrayList<>();
    private long cpus;
    private long entries;

    private V6Reader(TraceChannel channel, TraceHeader header) {
        this.channel = channel;
        this.header = header;
    }

    public static TraceContents read(TraceChannel channel, TraceHeader header, TraceInput in) throws IOException {
        return new V6Reader(channel, header).read(in);
    }

    private TraceContents read(TraceInput in) throws IOException {
        MetadataDecoder metadata = new MetadataDecoder();
        metadata.headers(in);
        metadata.ftraceFormats(in);
        metadata.systems(in);
        metadata.functions(in);
        metadata.printks(in);
        metadata.tasks(in);
        cpus = in.u32("CPU count");
        String marker = marker(in);
        if (marker.equals(OPTIONS)) {
            options(in);
            marker = marker(in);
        }
        switch (marker) {
            case FLYRECORD -> buffers.add(buffer("", in));
            case LATENCY -> texts.add(text(in));
            default -> throw expected("\"flyrecord\" or \"latency\"", marker, in);
        }
        instances();
        TraceSections none = new TraceSections(List.of(), List.of(), 0);
        TraceMetadata found = metadata.metadata();
        return new TraceContents(
                Compression.NONE, found, found::functions, lists, buffers, texts, () -> none, warnings, List.of());
    }

    private void options(TraceInput in) throws IOException {
        long start = in.position();
        List<OptionList.StoredOption> list = new ArrayList<>();
        OptionDecoder decoder = new OptionDecoder(false, warnings);
        for (int id = in.u16("option"); id != OptionId.DONE; id = in.u16("option")) {
            OptionList.StoredOption option = decoder.decode(id, in);
            list.add(option);
            if (option.option() instanceof TraceOption.CpuCount count) {
                // The count before the options is that of the CPUs that recorded; the tables have all.
                cpus = count.cpus();
            }
        }
        lists.add(new OptionList(start, list));
        options = list.stream().map(OptionList.StoredOption::option).toList();
    }

    private void instances() throws IOException {
        for (TraceOption option : options) {
            if (option instanceof TraceOption.Buffer instance) {
                TraceInput in = TraceInput.of(channel, instance.offset(), header.order());
                String marker = marker(in);
                if (!marker.equals(FLYRECORD)) {
                    throw expected("\"flyrecord\" of buffer " + instance.name(), marker, in);
                }
                buffers.add(buffer(instance.name(), in));
            }
        }
    }

    private BufferRegion buffer(String name, TraceInput in) throws IOException {
        // Tables that stand apart can't have more entries than the file has room for.
        entries += cpus;
        if (entries > channel.size() / TABLE_ENTRY_LENGTH) {
            throw in.corrupt("expected a table of " + cpus + " CPUs, found no room for it");
        }
        List<CpuRegion> regions = new ArrayList<>();
        for (long cpu = 0; cpu < cpus; cpu++) {
            regions.add(new CpuRegion((int) cpu, in.u64("offset of a CPU"), in.u64("size of a CPU")));
        }
        return new BufferRegion(name, clock(name, in), header.pageSize(), Compression.NONE, regions);
    }

    private String clock(String name, TraceInput in) throws IOException {
        if (options.stream().noneMatch(TraceOption.TraceClock.class::isInstance)) {
            return "";
        }
        try {
            byte[] clocks = in.bytes(in.u64("clock size"), "clock");
            return new String(clocks, StandardCharsets.UTF_8).strip();
        } catch (TraceCorruptException e) {
            warnings.add("buffer \"" + name + "\" has no clock that can be read, so it is taken for local: "
                    + e.getMessage());
            return DEFAULT_CLOCK;
        }
    }

    private TextRegion text(TraceInput in) {
        DataRegion rest =
                new DataRegion("latency text", in.position(), in.remaining(), Compression.NONE, header.order(), 1);
        return new TextRegion("", "", rest);
    }

    private static String marker(TraceInput in) throws IOException {
        return new String(in.bytes(MARKER_LENGTH, "a marker"), StandardCharsets.ISO_8859_1);
    }

    private static TraceCorruptException expected(String what, String found, TraceInput in) {
        return new TraceCorruptException(
                in.resource(),
                in.position() - MARKER_LENGTH,
                "expected " + what + ", found " + TraceInput.quoted(found.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
