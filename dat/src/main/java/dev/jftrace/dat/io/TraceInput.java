package dev.jftrace.dat.io;

import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads numbers and texts one after the other, from a file or from a section that was decompressed. */
public final class TraceInput {
    /** No text of a trace is as long as this; the longest, kallsyms, is some 20 MB. */
    public static final int SIZE_LIMIT = 64 << 20;

    private static final int WINDOW = 64 << 10;
    private static final int NAME_LIMIT = 4096;

    private final String resource;
    private final TraceChannel channel;
    private ByteOrder order;
    private byte[] window;
    private int at;
    private int limit;
    private long windowStart;

    private TraceInput(String resource, TraceChannel channel, byte[] window, int limit, long start, ByteOrder order) {
        this.resource = resource;
        this.channel = channel;
        this.window = window;
        this.limit = limit;
        this.windowStart = start;
        this.order = order;
    }

    /** From {@code position} up to the end of the file. */
    public static TraceInput of(TraceChannel channel, long position, ByteOrder order) {
        return new TraceInput(channel.name(), channel, new byte[WINDOW], 0, position, order);
    }

    /** @param start what {@link #position()} is to be at the first byte */
    public static TraceInput of(String resource, byte[] bytes, long start, ByteOrder order) {
        return new TraceInput(resource, null, bytes, bytes.length, start, order);
    }

    public void order(ByteOrder order) {
        this.order = order;
    }

    public ByteOrder order() {
        return order;
    }

    public String resource() {
        return resource;
    }

    /** Bytes from the start of the resource. */
    public long position() {
        return windowStart + at;
    }

    public long remaining() {
        return channel == null ? limit - at : channel.available(position());
    }

    public int u8(String what) throws IOException {
        return number(1, what).get() & 0xff;
    }

    public int u16(String what) throws IOException {
        return number(Short.BYTES, what).getShort() & 0xffff;
    }

    public long u32(String what) throws IOException {
        return Integer.toUnsignedLong(number(Integer.BYTES, what).getInt());
    }

    public long u64(String what) throws IOException {
        return number(Long.BYTES, what).getLong();
    }

    private ByteBuffer number(int length, String what) throws IOException {
        require(length, what);
        fill(length);
        ByteBuffer number = ByteBuffer.wrap(window, at, length).order(order);
        at += length;
        return number;
    }

    /** @param length unsigned, as the file claims it */
    public byte[] bytes(long length, String what) throws IOException {
        require(length, what);
        byte[] bytes;
        if (length <= limit - at) {
            bytes = Arrays.copyOfRange(window, at, at + (int) length);
            at += (int) length;
        } else {
            bytes = channel.readFully(position(), length, what);
            windowStart = position() + length;
            at = 0;
            limit = 0;
        }
        return bytes;
    }

    /** Up to a NUL, which is skipped. */
    public String name(String what) throws IOException {
        fill((int) Math.min(NAME_LIMIT, remaining()));
        int end = at;
        while (end < limit && window[end] != 0) {
            end++;
        }
        if (end == limit) {
            throw corrupt("expected " + what + " that ends with a NUL within " + (limit - at) + " bytes");
        }
        String name = new String(window, at, end - at, StandardCharsets.UTF_8);
        at = end + 1;
        return name;
    }

    /** All that is left, as text without the NUL that may end it. */
    public String text() throws IOException {
        byte[] bytes = bytes(remaining(), "text");
        int length = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Skips {@code literal} and the NUL behind it. */
    public void expect(String literal) throws IOException {
        long start = position();
        byte[] expected = (literal + '\0').getBytes(StandardCharsets.ISO_8859_1);
        byte[] found = bytes(Math.min(expected.length, remaining()), literal);
        if (!Arrays.equals(found, expected)) {
            throw new TraceCorruptException(resource, start, "expected \"" + literal + "\", found " + quoted(found));
        }
    }

    public TraceCorruptException corrupt(String what) {
        return new TraceCorruptException(resource, position(), what);
    }

    /** Bytes as a message shows them. */
    public static String quoted(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : bytes) {
            text.append(b >= ' ' && b < 0x7f ? String.valueOf((char) b) : String.format("\\x%02x", b));
        }
        return text.append('"').toString();
    }

    private void require(long length, String what) throws IOException {
        if (length < 0 || length > remaining() || length > SIZE_LIMIT) {
            throw corrupt("expected " + Long.toUnsignedString(length) + " bytes of " + what + ", found " + remaining());
        }
    }

    private void fill(int length) throws IOException {
        if (channel == null || limit - at >= length) {
            return;
        }
        windowStart += at;
        at = 0;
        limit = channel.read(windowStart, window, window.length);
        if (limit < length) {
            throw corrupt("the file became shorter while it was read");
        }
    }
}
