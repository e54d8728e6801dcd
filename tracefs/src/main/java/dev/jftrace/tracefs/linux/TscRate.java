package dev.jftrace.tracefs.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How the cycles of the processor's counter become nanoseconds: {@code cycles * multiplier >> shift}. The kernel tells in the page
 * that a perf event can be mapped by (include/uapi/linux/perf_event.h, struct perf_event_mmap_page):
 *
 * <pre>
 *  40              48      50      52
 * +---------------+-------+-------+---------------+
 * | capabilities  | width | shift | multiplier    |
 * +---------------+-------+-------+---------------+
 * </pre>
 */
public record TscRate(long multiplier, int shift) {
    private static final int PAGE = 4096;
    private static final int CAPABILITIES = 40;
    private static final int SHIFT = 50;
    private static final int MULTIPLIER = 52;
    private static final int CAP_USER_TIME = 1 << 3;

    /** A struct perf_event_attr of an event that counts nothing. */
    private static final int ATTRIBUTE_SIZE = 64;

    private static final int PERF_TYPE_SOFTWARE = 1;
    private static final long PERF_COUNT_SW_DUMMY = 9;

    /** @throws IOException if this kernel does not tell */
    public static TscRate ofThisMachine() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attribute = arena.allocate(ATTRIBUTE_SIZE, Long.BYTES);
            attribute.set(ValueLayout.JAVA_INT, 0, PERF_TYPE_SOFTWARE);
            attribute.set(ValueLayout.JAVA_INT, 4, ATTRIBUTE_SIZE);
            attribute.set(ValueLayout.JAVA_LONG, 8, PERF_COUNT_SW_DUMMY);
            try (Descriptor event = Descriptor.openPerfEvent(attribute)) {
                MemorySegment page = event.map(PAGE);
                try {
                    return of(page);
                } finally {
                    event.unmap(page);
                }
            }
        }
    }

    private static TscRate of(MemorySegment page) throws IOException {
        long multiplier = Integer.toUnsignedLong(page.get(ValueLayout.JAVA_INT, MULTIPLIER));
        if ((page.get(ValueLayout.JAVA_LONG, CAPABILITIES) & CAP_USER_TIME) == 0 || multiplier == 0) {
            throw new IOException(
                    "--tsc2nsec: this kernel does not tell how fast its TSC counts: it does not trust it");
        }
        return new TscRate(multiplier, Short.toUnsignedInt(page.get(ValueLayout.JAVA_SHORT, SHIFT)));
    }
}
