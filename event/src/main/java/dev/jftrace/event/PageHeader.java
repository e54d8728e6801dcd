package dev.jftrace.event;

import dev.jftrace.ring.SubBufferLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the text of {@code events/header_page}: where the header of a sub-buffer ends, and how wide its commit
 * word is.
 */
public final class PageHeader {
    private static final String RESOURCE = "header_page";

    private PageHeader() {}

    /**
     * @param headerPageText empty for kernels before 2.6.31, which had no such file
     * @param order of the traced machine
     * @param subBufferSize bytes, the header included
     * @throws TraceCorruptException where the text has no such fields, or they lie outside the sub-buffer
     */
    public static SubBufferLayout parse(byte[] headerPageText, ByteOrder order, int subBufferSize)
            throws TraceCorruptException {
        if (headerPageText.length == 0) {
            return new SubBufferLayout(order, Long.BYTES, Long.BYTES, 2 * Long.BYTES, subBufferSize);
        }
        String text = new String(headerPageText, StandardCharsets.ISO_8859_1);
        EventFields fields = FormatParser.fields(text, Long.BYTES);
        EventField commit = fields.find("commit");
        EventField data = fields.find("data");
        if (commit == null || data == null) {
            throw new TraceCorruptException(RESOURCE, 0, "expected the fields commit and data");
        }
        boolean wide = commit.size() == Integer.BYTES || commit.size() == Long.BYTES;
        if (!wide || commit.offset() + commit.size() > data.offset() || data.offset() > subBufferSize) {
            throw new TraceCorruptException(
                    RESOURCE,
                    0,
                    "commit of " + commit.size() + " bytes at " + commit.offset() + ", data at " + data.offset()
                            + " do not fit in " + subBufferSize + " bytes");
        }
        return new SubBufferLayout(order, commit.offset(), commit.size(), data.offset(), subBufferSize);
    }
}
