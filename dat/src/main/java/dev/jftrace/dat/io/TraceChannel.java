package dev.jftrace.dat.io;

import dev.jftrace.dat.compress.Codec;
import dev.jftrace.dat.format.Compression;
import dev.jftrace.event.TraceCorruptException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A file read at offsets, by any number of threads. Its size is the one it had when it was opened. */
public final class TraceChannel implements Closeable {
    private final String name;
    private final FileChannel channel;
    private final long size;
    private final Set<Codec> codecs = ConcurrentHashMap.newKeySet();

    private TraceChannel(String name, FileChannel channel, long size) {
        this.name = name;
        this.channel = channel;
        this.size = size;
    }

    public static TraceChannel open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FileSystemException(path.toString(), null, "is a folder, expected a trace.dat");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new TraceChannel(path.toString(), channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    public String name() {
        return name;
    }

    /** Bytes. */
    public long size() {
        return size;
    }

    /** Bytes of the file from {@code position} on; 0 for a position that is behind the end or none at all. */
    public long available(long position) {
        return position < 0 ? 0 : Math.max(0, size - position);
    }

    /** @return bytes read to the start of {@code to}; fewer than {@code length} only at the end of the file */
    public int read(long position, byte[] to, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(to, 0, (int) Math.min(length, available(position)));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        return buffer.position();
    }

    /** @param what names what is read, in the fault that tells that it is not all there */
    public byte[] readFully(long position, long length, String what) throws IOException {
        if (length < 0 || length > available(position) || length > TraceInput.SIZE_LIMIT) {
            throw new TraceCorruptException(
                    name,
                    position,
                    "expected " + Long.toUnsignedString(length) + " bytes of " + what + ", found "
                            + available(position));
        }
        byte[] bytes = new byte[(int) length];
        if (read(position, bytes, bytes.length) != bytes.length) {
            throw new TraceCorruptException(name, position, "the file became shorter while it was read");
        }
        return bytes;
    }

    /** A codec that {@link #release} closes; or else the end of this. */
    Codec codec(Compression compression) {
        Codec codec = Codec.of(compression);
        codecs.add(codec);
        return codec;
    }

    void release(Codec codec) {
        if (codecs.remove(codec)) {
            codec.close();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        codecs.forEach(this::release);
    }
}
