package dev.jftrace.dat.v7;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.OptionId;
import dev.jftrace.dat.format.TraceSection;
import dev.jftrace.dat.io.TraceChannel;
import dev.jftrace.dat.io.TraceHeader;
import dev.jftrace.dat.io.TraceInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * All sections in the order of the file. No reader of events needs it, since the options tell where all is; but the
 * strings can be found in no other way, and it tells what is left of a file whose options are not.
 */
final class SectionWalk {
    /** A stretch of zeroes looks like sections without end. */
    private static final int SECTIONS_LIMIT = 1 << 16;

    private SectionWalk() {}

    /** @return those that are whole; it ends without fault where the file does, or where no section follows */
    static List<TraceSection> walk(TraceChannel channel, TraceHeader header) throws IOException {
        TraceInput in = TraceInput.of(channel, header.end(), header.order());
        Compression compression = TraceHeader.readCompression(in);
        in.u64("offset of the options");
        SectionReader reader = new SectionReader(channel, header, compression);
        List<SectionHeader> headers = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        long at = in.position();
        while (channel.available(at) >= SectionHeader.LENGTH && headers.size() < SECTIONS_LIMIT) {
            SectionHeader section = reader.headerAt(at);
            if (section.size() < 0 || section.size() > channel.available(at + SectionHeader.LENGTH)) {
                break;
            }
            headers.add(section);
            offsets.add(at);
            if (section.id() == OptionId.STRINGS && strings.size() < TraceInput.SIZE_LIMIT) {
                TraceInput content = reader.open(section, at);
                strings.writeBytes(content.bytes(content.remaining(), "strings"));
            }
            at += SectionHeader.LENGTH + section.size();
        }
        return described(headers, offsets, strings.toByteArray());
    }

    private static List<TraceSection> described(List<SectionHeader> headers, List<Long> offsets, byte[] strings) {
        List<TraceSection> sections = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            SectionHeader section = headers.get(i);
            sections.add(new TraceSection(
                    section.id(),
                    section.isCompressed(),
                    offsets.get(i),
                    section.size(),
                    string(strings, section.description())));
        }
        return sections;
    }

    private static String string(byte[] strings, long offset) {
        if (offset >= strings.length) {
            return "";
        }
        int end = (int) offset;
        while (end < strings.length && strings[end] != 0) {
            end++;
        }
        return new String(strings, (int) offset, end - (int) offset, StandardCharsets.UTF_8);
    }
}
