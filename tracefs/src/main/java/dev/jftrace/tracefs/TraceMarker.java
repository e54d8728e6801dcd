package dev.jftrace.tracefs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes events of our own into an instance's buffer. They change no setting, so they are not journaled: that would take time. */
public final class TraceMarker implements Closeable {
    private final FileChannel channel;

    private TraceMarker(FileChannel channel) {
        this.channel = channel;
    }

    public static TraceMarker open(Instance instance) throws IOException {
        return new TraceMarker(
                FileChannel.open(Path.of(instance.file("trace_marker").path()), StandardOpenOption.WRITE));
    }

    /** @param text shown as {@code tracing_mark_write: text} */
    public void mark(String text) throws IOException {
        channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
