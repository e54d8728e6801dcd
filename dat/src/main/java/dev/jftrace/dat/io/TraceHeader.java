package dev.jftrace.dat.io;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.event.TraceCorruptException;
import dev.jftrace.event.TraceTooNewException;
import dev.jftrace.event.TraceTooOldException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The start of every trace.dat.
 *
 * <pre>
 *  0          3                 10                12      13      14               18
 *  +----------+-----------------+-----------------+-------+-------+----------------+
 *  | 17 08 44 | t r a c i n g   | version '7' NUL | order | long  | sub-buffer u32 |
 *  +----------+-----------------+-----------------+-------+-------+----------------+
 *  version 7 only:
 *  +----------------------+----------------------+------------------------------+
 *  | compression ... NUL  | its version ... NUL  | u64 offset of first options  |
 *  +----------------------+----------------------+------------------------------+
 * </pre>
 *
 * @param longSize bytes of a long where the file was written; the traced kernel's is the commit's size in {@code
 *     header_page}
 * @param pageSize bytes of a sub-buffer of the top buffer
 * @param end bytes from the start of the file to what follows the common part
 */
public record TraceHeader(int version, ByteOrder order, int longSize, int pageSize, long end) {
    /** Older ones were never released. */
    public static final int OLDEST = 6;

    public static final int NEWEST = 7;

    private static final byte[] MAGIC = {0x17, 0x08, 0x44, 't', 'r', 'a', 'c', 'i', 'n', 'g'};

    /** The largest that the kernel makes has 128 pages, and the largest page in common use 64 KB. */
    private static final int PAGE_SIZE_LIMIT = 32 << 20;

    public static byte[] magic() {
        return MAGIC.clone();
    }

    public static TraceHeader read(TraceInput in) throws IOException {
        byte[] found = in.bytes(Math.min(MAGIC.length, in.remaining()), "magic");
        if (!Arrays.equals(found, MAGIC)) {
            throw new TraceCorruptException(
                    in.resource(),
                    0,
                    "not a trace.dat: expected 17 08 44 'tracing', found " + TraceInput.quoted(found));
        }
        int version = version(in);
        int order = in.u8("byte order");
        if (order > 1) {
            throw in.corrupt("expected byte order 0 (little endian) or 1 (big endian), found " + order);
        }
        in.order(order == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int longSize = in.u8("size of a long");
        if (longSize != Integer.BYTES && longSize != Long.BYTES) {
            throw in.corrupt("expected a long of 4 or 8 bytes, found " + longSize);
        }
        long pageSize = in.u32("sub-buffer size");
        return new TraceHeader(version, in.order(), longSize, checkedPageSize(pageSize, in), in.position());
    }

    /** @throws TraceCorruptException if no sub-buffer has this size */
    public static int checkedPageSize(long pageSize, TraceInput in) throws TraceCorruptException {
        if (pageSize < 64 || pageSize > PAGE_SIZE_LIMIT) {
            throw in.corrupt("expected a sub-buffer size from 64 to " + PAGE_SIZE_LIMIT + ", found " + pageSize);
        }
        return (int) pageSize;
    }

    private static int version(TraceInput in) throws IOException {
        long at = in.position();
        String version = in.name("a version");
        int number = number(version);
        if (number < 0) {
            throw new TraceCorruptException(in.resource(), at, "expected a version number, found \"" + version + '"');
        }
        if (number < OLDEST) {
            throw new TraceTooOldException(in.resource(), at, expectedVersion(number));
        }
        if (number > NEWEST) {
            throw new TraceTooNewException(in.resource(), at, expectedVersion(number));
        }
        return number;
    }

    /** @return -1 for what is not one to nine digits */
    private static int number(String digits) {
        int number = digits.isEmpty() || digits.length() > 9 ? -1 : 0;
        for (int i = 0; i < digits.length() && number >= 0; i++) {
            int digit = digits.charAt(i) - '0';
            number = digit < 0 || digit > 9 ? -1 : number * 10 + digit;
        }
        return number;
    }

    private static String expectedVersion(int found) {
        return "expected version " + OLDEST + " or " + NEWEST + ", found " + found;
    }

    /** The name of a compression, and behind it the version of what made it, which matters to nobody. */
    public static Compression readCompression(TraceInput in) throws IOException {
        long at = in.position();
        String name = in.name("a compression");
        String version = in.name("a compression's version");
        return Compression.named(name)
                .orElseThrow(() -> new TraceTooNewException(
                        in.resource(),
                        at,
                        "expected compression none, zlib or zstd, found \"" + name + "\" " + version));
    }
}
