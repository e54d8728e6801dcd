package dev.jftrace.dat;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuPlacement;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.dat.io.ContentsWriter;
import dev.jftrace.dat.v6.V6Writer;
import dev.jftrace.dat.v7.V7Writer;
import dev.jftrace.ring.SubBufferLayout;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a trace.dat. What is under the target's name is a whole trace at any time, or what was there
 * before:
 *
 * <pre>{@code
 * try (TraceFileWriter writer = TraceFileWriter.create(target, layout, Compression.ZSTD)) {
 *     writer.metadata(metadata);
 *     writer.option(new TraceOption.TraceClock("[mono]"));
 *     writer.buffer("", "mono", layout.size(), cpus);
 *     writer.commit();
 * }   // without the commit nothing is left
 * }</pre>
 *
 * Memory stays flat however long the buffers are. For one thread.
 */
public final class TraceFileWriter implements Closeable {
    private static final String OWNER_ONLY = "rw-------";
    private static final int ATTEMPTS = 16;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final ContentsWriter writer;
    private boolean committed;

    private TraceFileWriter(Path target, Path temporary, FileChannel channel, ContentsWriter writer) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.writer = writer;
    }

    /**
     * Opens a new file of version 7 beside the target, which nobody but the owner may read.
     *
     * @param layout of the top buffer's sub-buffers; its byte order is the whole file's
     */
    public static TraceFileWriter create(Path target, SubBufferLayout layout, Compression compression)
            throws IOException {
        return create(target, layout, compression, Compression.DEFAULT_LEVEL);
    }

    /**
     * As {@link #create(Path, SubBufferLayout, Compression)}.
     *
     * @param level of zstd, 1 to 19: how much time to take for how few bytes; nothing to other compressions
     */
    public static TraceFileWriter create(Path target, SubBufferLayout layout, Compression compression, int level)
            throws IOException {
        return create(
                target,
                channel ->
                        new V7Writer(channel, layout.order(), layout.commitSize(), layout.size(), compression, level));
    }

    /**
     * As {@link #create(Path, SubBufferLayout, Compression)}, of version 6: nothing is compressed, there is no room for
     * BTF and modules, all sub-buffers have one size, and the sources of buffers are read at the commit.
     */
    public static TraceFileWriter createV6(Path target, SubBufferLayout layout) throws IOException {
        return create(target, channel -> new V6Writer(channel, layout.order(), layout.commitSize(), layout.size()));
    }

    /** Of the file that was asked for: the temporary one means nothing to a user. */
    private static FileSystemException unwritable(Path target, String why) {
        return new FileSystemException(target.toString(), null, "can't be written: " + why);
    }

    /** What writes one version into a new file. */
    private interface Version {
        ContentsWriter begin(FileChannel channel) throws IOException;
    }

    private static TraceFileWriter create(Path target, Version version) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Path temporary = target.resolveSibling("." + target.getFileName() + "."
                    + Integer.toHexString(ThreadLocalRandom.current().nextInt()) + ".tmp");
            try {
                return open(target, temporary, version);
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (NoSuchFileException e) {
                throw unwritable(
                        target,
                        "there is no folder " + temporary.toAbsolutePath().getParent());
            } catch (AccessDeniedException e) {
                throw unwritable(
                        target,
                        "no permission to write in "
                                + temporary.toAbsolutePath().getParent());
            }
        }
    }

    private static TraceFileWriter open(Path target, Path temporary, Version version) throws IOException {
        FileChannel channel = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        try {
            return new TraceFileWriter(target, temporary, channel, version.begin(channel));
        } catch (Throwable t) {
            channel.close();
            Files.deleteIfExists(temporary);
            throw t;
        }
    }

    /** The texts that decode the events; once, before or after the buffers. */
    public void metadata(TraceMetadata metadata) throws IOException {
        writer.metadata(metadata);
    }

    /** An option of the new file; one that tells a place in another file is left out. */
    public void option(TraceOption option) {
        writer.option(option);
    }

    /**
     * A buffer; the first must be the top buffer, named "".
     *
     * @param clock as {@code mono}
     * @param subBufferSize bytes
     * @param cpus in the order of their numbers; one without a byte is listed nevertheless
     * @return where they are, in the order of {@code cpus}; empty in version 6, which decides at the end
     */
    public List<CpuPlacement> buffer(String name, String clock, int subBufferSize, List<CpuSource> cpus)
            throws IOException {
        return writer.buffer(name, clock, subBufferSize, cpus);
    }

    /** A buffer that the kernel printed instead. */
    public void text(String name, String clock, InputStream text) throws IOException {
        writer.text(name, clock, text);
    }

    /**
     * All that a trace has: metadata, options, buffers, texts. What version or compression of this file has no room for
     * is left out: BTF and modules, in version 6 and where nothing is compressed.
     *
     * @throws dev.jftrace.event.TraceFormatException if the trace is damaged where it is read
     */
    public void copy(TraceFile trace) throws IOException {
        metadata(trace.metadata());
        trace.options().forEach(this::option);
        for (TraceBuffer buffer : trace.buffers()) {
            buffer(buffer.name(), buffer.clock(), buffer.layout().size(), buffer.sources());
        }
        for (TraceText text : trace.texts()) {
            text(text.name(), text.clock(), text.open());
        }
    }

    /** Completes the file and gives it its name, in place of what had it before. */
    public void commit() throws IOException {
        commit(false);
    }

    /** @param durable whether to wait until the disk has it */
    public void commit(boolean durable) throws IOException {
        writer.finish();
        if (durable) {
            channel.force(true);
        }
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        committed = true;
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        writer.close();
        channel.close();
        if (!committed) {
            Files.deleteIfExists(temporary);
        }
    }
}
