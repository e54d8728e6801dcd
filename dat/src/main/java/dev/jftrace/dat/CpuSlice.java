package dev.jftrace.dat;

import dev.jftrace.event.TraceFormatException;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The events of one CPU as sub-buffers made anew, one part after the other. Timestamps stay as they were recorded;
 * where a part ends is told by those that are shown.
 */
final class CpuSlice {
    private final SubBufferCursor cursor;
    private final TimestampCorrection correction;
    private final List<TraceFormatException> faults;
    private final byte[] page;
    private final SubBufferLayout layout;
    private SubBufferWriter writer;
    private boolean there;
    private long time;

    /** @param cursor of uncorrected timestamps; @param faults where those of the cursor go */
    CpuSlice(
            SubBufferCursor cursor,
            SubBufferLayout layout,
            TimestampCorrection correction,
            List<TraceFormatException> faults) {
        this.cursor = cursor;
        this.layout = layout;
        this.correction = correction;
        this.faults = faults;
        page = new byte[layout.size()];
    }

    int cpu() {
        return cursor.cpu();
    }

    /** Whether there is an event to come. */
    boolean isThere() {
        return there;
    }

    /** Of the event to come, as it is shown. */
    long time() {
        return time;
    }

    /** How many sub-buffers were begun up to the event to come. */
    long page() {
        return cursor.opened();
    }

    /** Goes to the next event; over what is damaged. */
    void advance() throws IOException {
        while (true) {
            try {
                there = cursor.advance();
                time = there ? correction.apply(cursor.cpu(), cursor.timestamp()) : 0;
                return;
            } catch (TraceFormatException e) {
                faults.add(e);
            }
        }
    }

    void skipBefore(long start) throws IOException {
        advance();
        while (there && Long.compareUnsigned(time, start) < 0) {
            advance();
        }
    }

    /** The events from here on that the limit takes. */
    InputStream pages(SliceLimit limit) {
        return new Pages(limit);
    }

    private final class Pages extends InputStream {
        private final SliceLimit limit;
        private int left;

        Pages(SliceLimit limit) {
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                if (!fill(limit)) {
                    return -1;
                }
                left = page.length;
            }
            int count = Math.min(left, length);
            System.arraycopy(page, page.length - left, to, offset, count);
            left -= count;
            return count;
        }
    }

    /** Makes a page, which ends where it is full, where events were lost, or where time goes back. */
    private boolean fill(SliceLimit limit) throws IOException {
        if (!there || !limit.takes(this)) {
            return false;
        }
        // A new writer for each page: to one that goes on, an event older than the page before would be a fault.
        writer = new SubBufferWriter(layout);
        writer.begin(page, 0, cursor.missedEvents());
        long last = cursor.timestamp();
        do {
            if (!append()) {
                break;
            }
            last = cursor.timestamp();
            limit.took();
            advance();
        } while (there
                && cursor.missedEvents() == 0
                && Long.compareUnsigned(cursor.timestamp(), last) >= 0
                && limit.takes(this));
        writer.finish();
        return true;
    }

    private boolean append() throws IOException {
        int length = cursor.length();
        if (length < 1 || length > writer.maxPayload()) {
            throw new IOException(
                    "an event of " + length + " bytes on CPU " + cpu() + " does not fit into a sub-buffer");
        }
        int at = writer.reserve(length, cursor.timestamp());
        if (at < 0) {
            return false;
        }
        System.arraycopy(cursor.bytes(), cursor.offset(), page, at, length);
        return true;
    }
}
