package dev.jftrace.record.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A lane's sub-buffers in a file of the session's folder, until the trace is written. */
final class Spool implements PageSink, AutoCloseable {
    private static final int PAGES_A_WRITE = 32;

    private final FileChannel channel;
    private final ByteBuffer pending = ByteBuffer.allocateDirect(PAGES_A_WRITE * JvmFormats.SUB_BUFFER_SIZE);

    Spool(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void accept(byte[] page) throws IOException {
        if (pending.remaining() < page.length) {
            write();
        }
        pending.put(page);
    }

    private void write() throws IOException {
        pending.flip();
        while (pending.hasRemaining()) {
            channel.write(pending);
        }
        pending.clear();
    }

    /** All of it, from the first page on. The channel stays this spool's. */
    InputStream open() throws IOException {
        write();
        channel.position(0);
        return Channels.newInputStream(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
