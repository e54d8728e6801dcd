package dev.jftrace.dat;

import dev.jftrace.dat.io.RegionReader;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a region as a stream. Needs no close: the trace's own end releases what is still held. */
final class RegionInputStream extends InputStream {
    private final RegionReader reader;
    private int at;

    RegionInputStream(RegionReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        return fill() ? reader.bytes()[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, reader.length() - at);
        System.arraycopy(reader.bytes(), at, to, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (at == reader.length()) {
            at = 0;
            if (!reader.next(null)) {
                return false;
            }
        }
        return true;
    }
}
