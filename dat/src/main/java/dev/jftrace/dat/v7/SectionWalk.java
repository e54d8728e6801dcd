package dev.jftrace.dat.v7;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.OptionId;
import dev.jftrace.dat.format.TraceSection;
import dev.jftrace.dat.format.TraceSections;
import dev.jftrace.dat.io.TraceChannel;
import dev.jftrace.dat.io.TraceHeader;
import dev.jftrace.dat.io.TraceInput;
import dev.jftrace.event.TraceCorruptException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All sections in the order of the file. No reader of events needs it, since the options tell where all is; but the
 * strings can be found in no other way, and it tells what is left of a file whose options are not.
 */
final class SectionWalk {
    /** A stretch of zeroes looks like sections without end. */
    private static final int SECTIONS_LIMIT = 1 << 16;

    private final TraceChannel channel;
    private final SectionReader reader;
    private final List<SectionHeader> headers = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private TraceCorruptException fault;
    private long at;

    private SectionWalk(TraceChannel channel, SectionReader reader, long start) {
        this.channel = channel;
        this.reader = reader;
        at = start;
    }

    /** Ends without fault where the file does, or where no section follows. */
    static SectionWalk walk(TraceChannel channel, TraceHeader header) throws IOException {
        TraceInput in = TraceInput.of(channel, header.end(), header.order());
        Compression compression = TraceHeader.readCompression(in);
        in.u64("offset of the options");
        SectionWalk walk = new SectionWalk(channel, new SectionReader(channel, header, compression), in.position());
        walk.run();
        return walk;
    }

    private void run() throws IOException {
        while (channel.available(at) >= SectionHeader.LENGTH && headers.size() < SECTIONS_LIMIT) {
            SectionHeader section = reader.headerAt(at);
            long there = channel.available(at + SectionHeader.LENGTH);
            if (section.size() < 0 || section.size() > there) {
                fault = new TraceCorruptException(
                        channel.name(),
                        at,
                        "expected the " + Long.toUnsignedString(section.size()) + " bytes of section " + section.id()
                                + ", found " + there + ": it was cut");
                return;
            }
            headers.add(section);
            offsets.add(at);
            if (section.id() == OptionId.STRINGS && strings.size() < TraceInput.SIZE_LIMIT) {
                addStrings(section);
            }
            at += SectionHeader.LENGTH + section.size();
        }
        long rest = channel.available(at);
        if (rest > 0 && rest < SectionHeader.LENGTH) {
            fault = new TraceCorruptException(
                    channel.name(), at, "expected a section, found " + rest + " bytes: it was cut");
        }
    }

    private void addStrings(SectionHeader section) throws IOException {
        try {
            TraceInput content = reader.open(section, at);
            strings.writeBytes(content.bytes(content.remaining(), "strings"));
        } catch (TraceCorruptException e) {
            // Descriptions are for people: a walk goes on without them.
            fault = e;
        }
    }

    /** What says that the file is not whole, though its options are. */
    Optional<TraceCorruptException> fault() {
        return Optional.ofNullable(fault);
    }

    TraceSections sections() throws IOException {
        byte[] text = strings.toByteArray();
        List<TraceSection> sections = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            SectionHeader section = headers.get(i);
            sections.add(new TraceSection(
                    section.id(),
                    section.flags(),
                    offsets.get(i),
                    section.size(),
                    reader.rawSize(section, offsets.get(i)),
                    string(text, section.description())));
        }
        return new TraceSections(sections, split(text), at);
    }

    private static List<TraceSections.SectionString> split(byte[] text) {
        List<TraceSections.SectionString> split = new ArrayList<>();
        int start = 0;
        while (start < text.length) {
            String each = string(text, start);
            split.add(new TraceSections.SectionString(start, each));
            start += each.getBytes(StandardCharsets.ISO_8859_1).length + 1;
        }
        return split;
    }

    private static String string(byte[] strings, long offset) {
        if (offset >= strings.length) {
            return "";
        }
        int end = (int) offset;
        while (end < strings.length && strings[end] != 0) {
            end++;
        }
        // A byte a char, so that the strings' places can be told from their lengths.
        return new String(strings, (int) offset, end - (int) offset, StandardCharsets.ISO_8859_1);
    }
}
