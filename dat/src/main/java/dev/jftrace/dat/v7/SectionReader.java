package dev.jftrace.dat.v7;

import dev.jftrace.dat.compress.Codec;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.OptionId;
import dev.jftrace.dat.io.TraceChannel;
import dev.jftrace.dat.io.TraceHeader;
import dev.jftrace.dat.io.TraceInput;
import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.util.zip.DataFormatException;

/** Opens the sections of a file, decompressed where they need it. */
final class SectionReader {
    private final TraceChannel channel;
    private final TraceHeader header;
    private final Compression compression;

    SectionReader(TraceChannel channel, TraceHeader header, Compression compression) {
        this.channel = channel;
        this.header = header;
        this.compression = compression;
    }

    /** The header of the section that is to be at {@code offset} with this id. */
    SectionHeader header(int id, long offset) throws IOException {
        if (channel.available(offset) < SectionHeader.LENGTH) {
            throw new TraceCorruptException(
                    channel.name(), offset, "expected section " + id + ", but the file ends at byte " + channel.size());
        }
        SectionHeader section = headerAt(offset);
        if (section.id() != id) {
            throw new TraceCorruptException(
                    channel.name(), offset, "expected section " + id + ", found section " + section.id());
        }
        return section;
    }

    SectionHeader headerAt(long offset) throws IOException {
        return SectionHeader.read(in(offset, SectionHeader.LENGTH, "section header"));
    }

    /** The content of the section that is to be at {@code offset} with this id. */
    TraceInput open(int id, long offset) throws IOException {
        return open(header(id, offset), offset);
    }

    TraceInput open(SectionHeader section, long offset) throws IOException {
        long start = offset + SectionHeader.LENGTH;
        if (!section.isCompressed()) {
            return in(start, section.size(), "section " + section.id());
        }
        TraceInput packed = in(start, section.size(), "compressed section " + section.id());
        if (compression == Compression.NONE) {
            throw packed.corrupt("expected plain sections as the header says, found a compressed one");
        }
        long packedSize = packed.u32("compressed size");
        long size = packed.u32("decompressed size");
        byte[] bytes = decompress(packed.bytes(packedSize, "a compressed section"), size, packed);
        return TraceInput.of(
                channel.name() + ": section " + section.id() + " at byte " + offset + ", decompressed",
                bytes,
                0,
                header.order());
    }

    /** Bytes of the content when decompressed; those in the file where it is plain, or has chunks. */
    long rawSize(SectionHeader section, long offset) throws IOException {
        boolean chunks = section.id() == OptionId.BUFFER || section.id() == OptionId.BUFFER_TEXT;
        if (!section.isCompressed() || chunks || section.size() < 2 * Integer.BYTES) {
            return section.size();
        }
        TraceInput sizes = in(offset + SectionHeader.LENGTH, 2 * Integer.BYTES, "sizes of a section");
        sizes.u32("compressed size");
        return sizes.u32("decompressed size");
    }

    private byte[] decompress(byte[] packed, long size, TraceInput in) throws IOException {
        try (Codec codec = Codec.of(compression)) {
            if (size > TraceInput.SIZE_LIMIT || size > (long) packed.length * codec.maxExpansion()) {
                throw in.corrupt("expected a sane size, found " + packed.length + " bytes for " + size);
            }
            byte[] bytes = new byte[(int) size];
            int found = codec.decompress(packed, packed.length, bytes, bytes.length);
            if (found != size) {
                throw in.corrupt("expected " + size + " bytes when decompressed, found " + found);
            }
            return bytes;
        } catch (DataFormatException e) {
            throw in.corrupt("expected a section compressed by " + compression.fileName() + ": " + e.getMessage());
        }
    }

    private TraceInput in(long start, long size, String what) throws IOException {
        return TraceInput.of(channel.name(), channel.readFully(start, size, what), start, header.order());
    }
}
