package dev.jftrace.tracefs.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments of an ELF file, 32 or 64 bits, little-endian: enough to find an address. Counts, offsets and sizes are the file's word
 * and are checked before they are used.
 *
 * <pre>
 *  header, 64 bits                    program header, 64 bits
 *  |0x7f E L F|class|data| ...        |type|flags| offset | vaddr | paddr | filesz | memsz | align |
 *  0          4     5                  0    4     8        16      24      32       40      48
 *  phoff 32, phentsize 54, phnum 56
 *
 *  header, 32 bits                    program header, 32 bits
 *  phoff 28, phentsize 42, phnum 44   |type|offset|vaddr|paddr|filesz|memsz|flags|align|
 *                                      0    4      8     12    16     20
 * </pre>
 */
final class ElfFile {
    static final int MAGIC = 0x464c457f;
    private static final int HEADER_BYTES = 64;
    private static final int LOAD = 1;
    private static final int MOST_SEGMENTS = 4096;

    /** @param size bytes that the file has of it; what is in memory beyond them is zero */
    record Segment(long address, long offset, long size) {
        boolean holds(long from, int count) {
            long into = from - address;
            return Long.compareUnsigned(from, address) >= 0
                    && Long.compareUnsigned(into, size) < 0
                    && Long.compareUnsigned(size - into, count) >= 0;
        }
    }

    private final String name;
    private final ByteRange bytes;
    private final List<Segment> segments;

    private ElfFile(String name, ByteRange bytes, List<Segment> segments) {
        this.name = name;
        this.bytes = bytes;
        this.segments = segments;
    }

    /** @param name how messages call it */
    static ElfFile read(String name, ByteRange bytes) throws IOException {
        ByteBuffer header = part(name, bytes, 0, HEADER_BYTES, "an ELF header");
        if (header.getInt(0) != MAGIC) {
            throw new ImageException(name, 0, "an ELF file", String.format("0x%08x", header.getInt(0)));
        }
        int kind = header.get(4);
        if (kind != 1 && kind != 2 || header.get(5) != 1) {
            throw new ImageException(
                    name, 4, "ELF of 32 or 64 bits, little-endian", "class " + kind + ", data " + header.get(5));
        }
        return new ElfFile(name, bytes, segments(name, bytes, header, kind == 2));
    }

    private static List<Segment> segments(String name, ByteRange bytes, ByteBuffer header, boolean wide)
            throws IOException {
        long table = wide ? header.getLong(32) : Integer.toUnsignedLong(header.getInt(28));
        int size = Short.toUnsignedInt(header.getShort(wide ? 54 : 42));
        int count = Short.toUnsignedInt(header.getShort(wide ? 56 : 44));
        if (size < (wide ? 56 : 32) || count > MOST_SEGMENTS) {
            throw new ImageException(
                    name, 0, "program headers of 32 or 56 bytes, at most " + MOST_SEGMENTS, count + " of " + size);
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer one = part(name, bytes, table + (long) i * size, size, "program header " + i);
            if (one.getInt(0) == LOAD) {
                segments.add(
                        wide
                                ? new Segment(one.getLong(16), one.getLong(8), one.getLong(32))
                                : new Segment(u32(one, 8), u32(one, 4), u32(one, 16)));
            }
        }
        return segments;
    }

    private static long u32(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    private static ByteBuffer part(String name, ByteRange bytes, long offset, int count, String what)
            throws IOException {
        try {
            return bytes.at(offset, count);
        } catch (EOFException e) {
            throw new ImageException(name, offset, what + " of " + count + " bytes", "the end of the file");
        }
    }

    byte[] at(long address, int count) throws IOException {
        for (Segment segment : segments) {
            if (segment.holds(address, count)) {
                String what = "address " + Long.toHexString(address);
                return part(name, bytes, segment.offset() + (address - segment.address()), count, what)
                        .array();
            }
        }
        throw new ImageException(name, "no segment holds address " + Long.toHexString(address));
    }

    /** Where the image begins: the address of {@code _text} as it was linked. */
    long lowestAddress() throws ImageException {
        return segments.stream()
                .map(Segment::address)
                .min(Long::compareUnsigned)
                .orElseThrow(() -> new ImageException(name, "it has no segment to load"));
    }
}
