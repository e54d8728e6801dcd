package dev.jftrace.dat.v7;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.OptionId;
import dev.jftrace.dat.format.OptionList;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.dat.format.TraceSection;
import dev.jftrace.dat.io.BufferRegion;
import dev.jftrace.dat.io.BytesSource;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Version 7: sections in any order, found through options. The header gives the first section of options, each section
 * of options the one after it, and options the rest; {@link SectionHeader} has the bytes.
 */
public final class V7Reader {
    private final TraceChannel channel;
    private final TraceHeader header;
    private final boolean functionsLater;
    private final List<String> warnings = new ArrayList<>();
    private final List<OptionList> lists = new ArrayList<>();
    private final List<TraceOption> options = new ArrayList<>();
    private final List<BufferRegion> buffers = new ArrayList<>();
    private final List<TextRegion> texts = new ArrayList<>();
    private Compression compression = Compression.NONE;

    private V7Reader(TraceChannel channel, TraceHeader header, boolean functionsLater) {
        this.channel = channel;
        this.header = header;
        this.functionsLater = functionsLater;
    }

    public static TraceContents read(TraceChannel channel, TraceHeader header, TraceInput in) throws IOException {
        return new V7Reader(channel, header, false).read(in);
    }

    /**
     * Reads as {@link #read} does, and where that fails all that the sections give without the options that tell of
     * them.
     *
     * @throws TraceCorruptException if not even the header_page is left
     */
    public static TraceContents salvage(TraceChannel channel, TraceHeader header, TraceInput in) throws IOException {
        return salvage(new V7Reader(channel, header, false), in);
    }

    /** As {@link #salvage}, but {@link TraceContents#functions()} reads the functions, and finds what is wrong with them. */
    public static TraceContents salvageEvents(TraceChannel channel, TraceHeader header, TraceInput in)
            throws IOException {
        return salvage(new V7Reader(channel, header, true), in);
    }

    private static TraceContents salvage(V7Reader reader, TraceInput in) throws IOException {
        try {
            return reader.read(in);
        } catch (TraceCorruptException e) {
            return new Salvage(reader.channel, reader.header).contents(e);
        }
    }

    private TraceContents read(TraceInput in) throws IOException {
        compression = TraceHeader.readCompression(in);
        SectionReader sections = new SectionReader(channel, header, compression);
        long first = in.u64("offset of the options");
        options(first, in.position(), sections);
        MetadataDecoder metadata = new MetadataDecoder();
        BytesSource functions = metadata(sections, metadata);
        for (TraceOption option : options) {
            if (option instanceof TraceOption.Buffer buffer) {
                add(buffer(buffer, sections));
            } else if (option instanceof TraceOption.BufferText text) {
                texts.add(text(text, sections));
            }
        }
        SectionWalk walk = SectionWalk.walk(channel, header);
        TraceMetadata found = metadata.metadata();
        return new TraceContents(
                compression,
                found,
                functions == null ? found::functions : functions,
                lists,
                buffers,
                texts,
                walk::sections,
                warnings,
                walk.fault().stream().toList());
    }

    private void options(long first, long end, SectionReader sections) throws IOException {
        if (channel.available(first) < SectionHeader.LENGTH || first < end) {
            throw tailIsMissing(first, end);
        }
        OptionDecoder decoder = new OptionDecoder(true, warnings);
        Set<Long> visited = new HashSet<>();
        long bytes = 0;
        long next = first;
        while (next != 0) {
            if (!visited.add(next)) {
                throw new TraceCorruptException(
                        channel.name(), next, "expected more options, found those that were read before");
            }
            TraceInput list = sections.open(OptionId.DONE, next);
            bytes += list.remaining();
            if (bytes > TraceInput.SIZE_LIMIT) {
                throw list.corrupt("expected options of at most " + TraceInput.SIZE_LIMIT + " bytes");
            }
            List<OptionList.StoredOption> stored = list(list, decoder);
            lists.add(new OptionList(next, stored));
            next = 0;
            for (OptionList.StoredOption each : stored) {
                if (each.option() instanceof TraceOption.Done done) {
                    next = done.next();
                } else {
                    options.add(each.option());
                }
            }
        }
    }

    private List<OptionList.StoredOption> list(TraceInput in, OptionDecoder decoder) throws IOException {
        List<OptionList.StoredOption> list = new ArrayList<>();
        while (in.remaining() > 0) {
            OptionList.StoredOption option = decoder.decode(in.u16("option"), in);
            list.add(option);
            if (option.option() instanceof TraceOption.Done) {
                return list;
            }
        }
        warnings.add(in.resource() + ": a list of options ends without its last one");
        return list;
    }

    /** The options stand behind what they tell of, so a file that was cut, or never finished, has none. */
    private TraceCorruptException tailIsMissing(long first, long end) throws IOException {
        String left = SectionWalk.walk(channel, header).sections().sections().stream()
                .map(TraceSection::id)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        return new TraceCorruptException(
                channel.name(),
                end - Long.BYTES,
                "expected the offset of the options, found " + Long.toUnsignedString(first) + " in a file of "
                        + channel.size() + " bytes: it was cut or never finished; whole sections: "
                        + (left.isEmpty() ? "none" : left));
    }

    /** @return what reads the functions; null where they are among the metadata */
    private BytesSource metadata(SectionReader sections, MetadataDecoder metadata) throws IOException {
        Map<Integer, Long> places = new LinkedHashMap<>();
        for (TraceOption option : options) {
            if (option instanceof TraceOption.Section section) {
                places.put(section.id(), section.offset());
            }
        }
        if (!places.containsKey(OptionId.HEADER_INFO)) {
            throw new TraceCorruptException(
                    channel.name(), channel.size(), "expected an option with the place of header_page, found none");
        }
        Long functions = functionsLater ? places.remove(OptionId.KALLSYMS) : null;
        for (Map.Entry<Integer, Long> place : places.entrySet()) {
            decode(place.getKey(), sections.open(place.getKey(), place.getValue()), metadata);
        }
        return functions == null ? null : () -> functions(sections, functions);
    }

    private static byte[] functions(SectionReader sections, long offset) throws IOException {
        MetadataDecoder decoder = new MetadataDecoder();
        decode(OptionId.KALLSYMS, sections.open(OptionId.KALLSYMS, offset), decoder);
        return decoder.metadata().functions();
    }

    static void decode(int id, TraceInput in, MetadataDecoder metadata) throws IOException {
        switch (id) {
            case OptionId.HEADER_INFO -> metadata.headers(in);
            case OptionId.FTRACE_EVENTS -> metadata.ftraceFormats(in);
            case OptionId.EVENT_FORMATS -> metadata.systems(in);
            case OptionId.KALLSYMS -> metadata.functions(in);
            case OptionId.PRINTK -> metadata.printks(in);
            case OptionId.CMDLINES -> metadata.tasks(in);
            case OptionId.BTF_FILE -> metadata.btf(in);
            case OptionId.MODULES_FILE -> metadata.modules(in);
            default -> {
                // Strings are for those who walk the sections.
            }
        }
    }

    /** The top buffer comes first, wherever its option stands. */
    private void add(BufferRegion buffer) {
        buffers.add(buffer.name().isEmpty() ? 0 : buffers.size(), buffer);
    }

    private BufferRegion buffer(TraceOption.Buffer option, SectionReader sections) throws IOException {
        SectionHeader section = sections.header(OptionId.BUFFER, option.offset());
        int subBufferSize = option.subBufferSize() == 0 ? header.pageSize() : option.subBufferSize();
        return new BufferRegion(option.name(), option.clock(), subBufferSize, compression(section), option.cpus());
    }

    private TextRegion text(TraceOption.BufferText option, SectionReader sections) throws IOException {
        SectionHeader section = sections.header(OptionId.BUFFER_TEXT, option.offset());
        DataRegion region = new DataRegion(
                "text of buffer \"" + option.name() + '"',
                option.offset() + SectionHeader.LENGTH,
                section.size(),
                compression(section),
                header.order(),
                1);
        return new TextRegion(option.name(), option.clock(), region);
    }

    private Compression compression(SectionHeader section) throws IOException {
        if (section.isCompressed() && compression == Compression.NONE) {
            throw new TraceCorruptException(
                    channel.name(),
                    header.end(),
                    "expected plain sections as the header says, found a compressed buffer");
        }
        return section.isCompressed() ? compression : Compression.NONE;
    }
}
