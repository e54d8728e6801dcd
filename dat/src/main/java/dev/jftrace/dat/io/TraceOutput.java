package dev.jftrace.dat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Writes bytes one behind the other, and a few into places that were left for them. The channel is the caller's. */
public final class TraceOutput {
    private final FileChannel channel;
    private final ByteOrder order;
    private long position;

    public TraceOutput(FileChannel channel, ByteOrder order) {
        this.channel = channel;
        this.order = order;
    }

    /** Bytes from the start of the file to what is written next. */
    public long position() {
        return position;
    }

    /** Empty ones, in the file's order. */
    public TraceBytes bytes() {
        return new TraceBytes(order);
    }

    public void write(TraceBytes bytes) throws IOException {
        write(bytes.array(), bytes.length());
    }

    public void write(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            position += channel.write(buffer, position);
        }
    }

    public void writeAt(long place, TraceBytes bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.array(), 0, bytes.length());
        while (buffer.hasRemaining()) {
            channel.write(buffer, place + buffer.position());
        }
    }

    /** Zeroes up to the next multiple of {@code unit}. */
    public void align(int unit) throws IOException {
        int gap = (int) (-position % unit + unit) % unit;
        write(new byte[gap], gap);
    }
}
