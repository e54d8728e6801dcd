package dev.jftrace.cli;

import dev.jftrace.ring.SubBufferDescriptor;
import dev.jftrace.ring.SubBufferLayout;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The sub-buffers of one CPU again and again, the time at the start of each moved on. */
final class RepeatedSubBuffers extends InputStream {
    private final ByteBuffer pages;
    private final int size;
    private final long step;
    private long left;
    private int at;

    RepeatedSubBuffers(byte[] pages, SubBufferLayout layout, long times, long step) {
        this.pages = ByteBuffer.wrap(pages).order(layout.order());
        this.size = layout.size();
        this.step = step;
        left = pages.length == 0 ? 0 : times;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        int count = Math.min(length, pages.capacity() - at);
        pages.get(at, to, offset, count);
        at += count;
        if (at == pages.capacity()) {
            at = 0;
            left--;
            later();
        }
        return count;
    }

    private void later() {
        for (int page = SubBufferDescriptor.TIMESTAMP_OFFSET; page + Long.BYTES <= pages.capacity(); page += size) {
            pages.putLong(page, pages.getLong(page) + step);
        }
    }
}
