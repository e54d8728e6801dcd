package dev.jftrace.dat.v7;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.format.OptionId;
import dev.jftrace.dat.format.OptionList;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.dat.format.TraceSection;
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
import dev.jftrace.event.PageHeader;
import dev.jftrace.event.TraceCorruptException;
import dev.jftrace.ring.SubBufferLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a damaged file still gives: its sections from the front, each for itself. Where no option tells the CPUs of a
 * buffer, {@link BufferScan} finds them.
 */
final class Salvage {
    private static final String BUFFER_DESCRIPTION = "buffer flyrecord ";
    private static final String TEXT_DESCRIPTION = "buffer latency ";

    private final TraceChannel channel;
    private final TraceHeader header;
    private final List<String> warnings = new ArrayList<>();
    private final List<OptionList> lists = new ArrayList<>();
    private final List<BufferRegion> buffers = new ArrayList<>();
    private final List<TextRegion> texts = new ArrayList<>();
    private final MetadataDecoder metadata = new MetadataDecoder();
    private SectionReader reader;
    private Compression compression;
    private SubBufferLayout layout;

    Salvage(TraceChannel channel, TraceHeader header) {
        this.channel = channel;
        this.header = header;
    }

    /** @param fault that which made it necessary; thrown again where nothing is left */
    TraceContents contents(TraceCorruptException fault) throws IOException {
        compression = TraceHeader.readCompression(TraceInput.of(channel, header.end(), header.order()));
        reader = new SectionReader(channel, header, compression);
        TraceSections sections = SectionWalk.walk(channel, header).sections();
        List<TraceSection> found = withCut(sections);
        found.forEach(this::decode);
        TraceMetadata texts = metadata.metadata();
        if (texts.headerPage().length == 0) {
            throw fault;
        }
        layout = PageHeader.parse(texts.headerPage(), header.order(), header.pageSize());
        for (TraceSection section : found) {
            if (section.id() == OptionId.BUFFER) {
                addBuffer(section);
            } else if (section.id() == OptionId.BUFFER_TEXT) {
                addText(section);
            }
        }
        warnings.add(summary());
        return new TraceContents(
                compression,
                texts,
                texts::functions,
                lists,
                buffers,
                this.texts,
                () -> sections,
                warnings,
                List.of(fault));
    }

    /** The last section may have lost its end, or was never told its size: it has all that is left. */
    private List<TraceSection> withCut(TraceSections sections) throws IOException {
        List<TraceSection> found = new ArrayList<>();
        for (TraceSection section : sections.sections()) {
            if (section.id() == OptionId.BUFFER && section.size() == 0 && !sectionFollows(section)) {
                found.add(open(section.id(), section.flags(), section.offset()));
                return found;
            }
            found.add(section);
        }
        if (channel.available(sections.end()) >= SectionHeader.LENGTH) {
            SectionHeader cut = reader.headerAt(sections.end());
            if (cut.id() == OptionId.BUFFER || cut.id() == OptionId.BUFFER_TEXT) {
                found.add(open(cut.id(), cut.flags(), sections.end()));
            }
        }
        return found;
    }

    private TraceSection open(int id, int flags, long offset) {
        long size = channel.available(offset + SectionHeader.LENGTH);
        return new TraceSection(id, flags, offset, size, size, "");
    }

    /** Zeroes, as before the first sub-buffer, look like an empty section of options, which nobody writes. */
    private boolean sectionFollows(TraceSection section) throws IOException {
        long next = section.offset() + SectionHeader.LENGTH;
        if (channel.available(next) < SectionHeader.LENGTH) {
            return false;
        }
        SectionHeader following = reader.headerAt(next);
        return following.id() <= OptionId.MODULES_FILE
                && following.flags() <= SectionHeader.COMPRESSED
                && (following.id() == OptionId.BUFFER || following.size() > 0);
    }

    /** A section that is damaged is as one that is not there. */
    private void decode(TraceSection section) {
        try {
            if (section.id() == OptionId.DONE) {
                lists.add(options(section));
            } else if (section.id() != OptionId.BUFFER && section.id() != OptionId.BUFFER_TEXT) {
                V7Reader.decode(section.id(), reader.open(section.id(), section.offset()), metadata);
            }
        } catch (IOException e) {
            warnings.add(e.getMessage());
        }
    }

    private OptionList options(TraceSection section) throws IOException {
        OptionDecoder decoder = new OptionDecoder(true, warnings);
        TraceInput in = reader.open(OptionId.DONE, section.offset());
        List<OptionList.StoredOption> options = new ArrayList<>();
        try {
            while (in.remaining() > 0) {
                options.add(decoder.decode(in.u16("option"), in));
            }
        } catch (TraceCorruptException e) {
            warnings.add(e.getMessage());
        }
        return new OptionList(section.offset(), options);
    }

    private void addBuffer(TraceSection section) throws IOException {
        Compression packing = section.isCompressed() ? compression : Compression.NONE;
        Optional<TraceOption.Buffer> option = option(section);
        int size = option.map(TraceOption.Buffer::subBufferSize)
                .filter(known -> known > 0)
                .orElse(header.pageSize());
        SubBufferLayout pages = PageHeader.parse(metadata.metadata().headerPage(), header.order(), size);
        BufferScan scan = new BufferScan(channel, pages, packing);
        long start = section.offset() + SectionHeader.LENGTH;
        List<CpuRegion> cpus = option.isPresent()
                ? scan.clip(option.get().cpus())
                : scan.find(start, start + section.size(), CpuStats.recorded(options()));
        String name = option.map(TraceOption.Buffer::name).orElseGet(() -> name(section, BUFFER_DESCRIPTION));
        String clock = option.map(TraceOption.Buffer::clock).orElse("");
        buffers.add(name.isEmpty() ? 0 : buffers.size(), new BufferRegion(name, clock, size, packing, cpus));
    }

    private Optional<TraceOption.Buffer> option(TraceSection section) {
        return options().stream()
                .filter(TraceOption.Buffer.class::isInstance)
                .map(TraceOption.Buffer.class::cast)
                .filter(buffer -> buffer.offset() == section.offset())
                .findFirst();
    }

    private List<TraceOption> options() {
        return lists.stream()
                .flatMap(list -> list.options().stream())
                .map(OptionList.StoredOption::option)
                .toList();
    }

    private String name(TraceSection section, String description) {
        if (section.description().startsWith(description)) {
            return section.description().substring(description.length());
        }
        return buffers.isEmpty() ? "" : "buffer-" + buffers.size();
    }

    private void addText(TraceSection section) {
        Compression packing = section.isCompressed() ? compression : Compression.NONE;
        String name = texts.isEmpty() ? "" : name(section, TEXT_DESCRIPTION);
        long start = section.offset() + SectionHeader.LENGTH;
        DataRegion region = new DataRegion("text of a buffer", start, section.size(), packing, header.order(), 1);
        texts.add(new TextRegion(name, "", region));
    }

    private String summary() {
        int cpus = buffers.stream().mapToInt(buffer -> buffer.cpus().size()).sum();
        return channel.name() + ": recovered " + cpus + " CPUs of " + buffers.size() + " buffers and " + texts.size()
                + " texts" + (options().isEmpty() ? "; clock, names of buffers and numbers of CPUs are lost" : "");
    }
}
