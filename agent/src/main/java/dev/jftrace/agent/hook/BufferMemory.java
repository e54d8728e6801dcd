package dev.jftrace.agent.hook;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.jftrace.ring.AgentBufferDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import sun.nio.ch.DirectBuffer;

/** The file of a buffer and where its sub-buffers are in memory. It may grow; what is mapped once stays where it is. */
final class BufferMemory {
    private static final int ZEROS = 1 << 20;

    /** Of the disk, in bytes: a buffer too large is refused before it fills the disk of everybody else. */
    private static final long LEFT_TO_OTHERS = 16L << 20;

    /** Java maps less than 2 GiB at once. */
    private static final long MOST_MAPPED = 1L << 30;

    private Path file;
    private final int subBufferSize;

    /** Kept for unmapping. The first begins with the header. */
    private final List<MappedByteBuffer> mappings = new ArrayList<>();

    private long header;
    private volatile long[] addresses = {};

    private BufferMemory(Path file, int subBufferSize) {
        this.file = file;
        this.subBufferSize = subBufferSize;
    }

    /** @throws IOException when the file is there already, or has no room on its disk */
    static BufferMemory create(Path file, int subBufferSize, int subBufferCount) throws IOException {
        BufferMemory memory = new BufferMemory(file, subBufferSize);
        try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), OwnerOnly.FILE)) {
            memory.extend(channel, 0, subBufferCount);
        }
        return memory;
    }

    /** To so many sub-buffers; the new ones are all zeros. @throws IOException if there is no room; it is as before then */
    void extend(int subBufferCount) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(READ, WRITE))) {
            long before = channel.size();
            try {
                extend(channel, addresses.length, subBufferCount);
            } catch (IOException | RuntimeException | Error e) {
                channel.truncate(before);
                throw e;
            }
        }
    }

    private void extend(FileChannel channel, int from, int to) throws IOException {
        long start = from == 0 ? 0 : offset(from);
        channel.position(start);
        allocate(channel, offset(to) - start);
        int most = (int) Math.max(1, MOST_MAPPED / subBufferSize);
        List<MappedByteBuffer> added = new ArrayList<>();
        long[] all = Arrays.copyOf(addresses, to);
        for (int i = from; i == from || i < to; i += most) {
            int end = Math.min(to, i + most);
            long first = i == 0 ? 0 : offset(i);
            MappedByteBuffer mapping = channel.map(MapMode.READ_WRITE, first, offset(end) - first);
            added.add(mapping);
            long base = ((DirectBuffer) mapping).address() + (i == 0 ? AgentBufferDescriptor.HEADER_LENGTH : 0);
            for (int k = i; k < end; k++) {
                all[k] = base + (long) (k - i) * subBufferSize;
            }
        }
        mappings.addAll(added);
        header = ((DirectBuffer) mappings.get(0)).address();
        addresses = all;
    }

    /** In the place of another file, whose bytes are gone with the last process that has it mapped. */
    void replace(Path other) throws IOException {
        Files.move(file, other, StandardCopyOption.ATOMIC_MOVE);
        file = other;
    }

    /** Nobody has seen it yet. */
    void delete() throws IOException {
        unmap();
        Files.deleteIfExists(file);
    }

    Path file() {
        return file;
    }

    private long offset(int index) {
        return AgentBufferDescriptor.subBufferOffset(index, subBufferSize);
    }

    /** @throws IOException where a file of so many bytes would take the disk's last ones */
    static void requireRoom(Path file, long size) throws IOException {
        long free = file.toAbsolutePath().getParent().toFile().getUsableSpace();
        if (size > free - LEFT_TO_OTHERS) {
            throw new IOException(file + ": no room for a buffer of " + (size >> 20) + " MB: the disk has "
                    + (free >> 20) + " MB, of which " + (LEFT_TO_OTHERS >> 20) + " stay free");
        }
    }

    /** Writes every block: a hole that the disk cannot fill later would be a SIGBUS in the traced program. */
    private void allocate(FileChannel channel, long size) throws IOException {
        requireRoom(file, size);
        ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
        for (long left = size; left > 0; ) {
            zeros.clear().limit((int) Math.min(left, ZEROS));
            left -= channel.write(zeros);
        }
    }

    /** Address of the file's first byte. */
    long header() {
        return header;
    }

    int count() {
        return addresses.length;
    }

    long address(int index) {
        return addresses[index];
    }

    /** Nothing may look at it any more. */
    void unmap() {
        for (MappedByteBuffer mapping : mappings) {
            unmap(mapping);
        }
    }

    private static void unmap(MappedByteBuffer mapping) {
        try {
            Hook.UNSAFE.invokeCleaner(mapping);
        } catch (NoSuchMethodError e) {
            OlderJdk.unmap(mapping);
        }
    }
}
