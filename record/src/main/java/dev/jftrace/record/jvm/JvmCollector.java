package dev.jftrace.record.jvm;

import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Empties a running JVM's buffer: copies full sub-buffers as they are to the end of a file and gives them back, looking into none,
 * so that it is faster than any program fills them. The file has the layout of an agent's buffer, only longer.
 */
final class JvmCollector implements AutoCloseable {
    private static final long GONE_EVERY_NS = 250_000_000L;
    private static final long CLOCK_EVERY_NS = 1_000_000_000L;

    private final Path folder;
    private final Path spoolFile;
    private final AgentBuffer buffer;
    private final JvmThreads threads;
    private final FileChannel spool;
    private Set<Integer> gone = Set.of();
    private long goneAt = System.nanoTime();
    private final List<ClockPair> clock = new ArrayList<>();
    private long clockAt = System.nanoTime();
    private int collected;

    private JvmCollector(Path folder, AgentBuffer buffer, Path spoolFile) throws IOException {
        this.folder = folder;
        this.buffer = buffer;
        this.threads = new JvmThreads(folder, buffer.pid());
        this.spoolFile = spoolFile;
        this.spool = FileChannel.open(spoolFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        write(buffer.header());
    }

    /** @return null while the JVM is still making its buffer */
    static JvmCollector open(Path folder, Path spoolFile) throws IOException {
        Path file = folder.resolve("buffer");
        AgentBuffer buffer = Files.exists(file) ? AgentBuffer.open(file) : null;
        return buffer == null ? null : new JvmCollector(folder, buffer, spoolFile);
    }

    Path folder() {
        return folder;
    }

    /** Whether the JVM is still there. */
    boolean isRunning() {
        return threads.isThere(buffer.pid());
    }

    /** @return whether there was anything to copy */
    boolean collect() throws IOException {
        buffer.beat();
        if (buffer.isCounter() && System.nanoTime() - clockAt > CLOCK_EVERY_NS) {
            clockAt = System.nanoTime();
            clock.add(TimeStampCounter.pair());
        }
        boolean any = false;
        for (int i = 0; i < buffer.subBufferCount(); i++) {
            if (buffer.state(i) == AgentSubBufferDescriptor.FULL && buffer.claim(i)) {
                take(i);
                any = true;
            }
        }
        if (System.nanoTime() - goneAt > GONE_EVERY_NS) {
            goneAt = System.nanoTime();
            collectOfGoneThreads();
        }
        return any;
    }

    /** A thread that is gone never stores FULL. It must be gone at two looks: the first may not see what it wrote last. */
    private void collectOfGoneThreads() throws IOException {
        Set<Integer> nowGone = new HashSet<>();
        for (int i = 0; i < buffer.subBufferCount(); i++) {
            if (isHeld(i) && !threads.isThere(buffer.tid(i))) {
                nowGone.add(i);
                if (gone.contains(i)) {
                    take(i);
                }
            }
        }
        gone = nowGone;
    }

    private boolean isHeld(int index) {
        return buffer.state(index) == AgentSubBufferDescriptor.OWNED && buffer.sequence(index) != 0;
    }

    private void take(int index) throws IOException {
        if (buffer.hasContent(index)) {
            write(buffer.subBuffer(index));
            collected++;
        }
        buffer.free(index);
        buffer.beat();
    }

    /**
     * Copies what stands in the buffer, and takes nothing: the JVM goes on. A sub-buffer that changes hands meanwhile is left out.
     *
     * @return all of it, to be read from the first record on
     */
    AgentBuffer copy() throws IOException {
        for (int i = 0; i < buffer.subBufferCount(); i++) {
            long sequence = buffer.sequence(i);
            long thread = buffer.javaThread(i);
            if (buffer.state(i) != AgentSubBufferDescriptor.FREE && sequence != 0) {
                ByteBuffer bytes = ByteBuffer.allocate(buffer.subBufferSize())
                        .put(buffer.subBuffer(i))
                        .flip();
                if (buffer.sequence(i) == sequence && buffer.javaThread(i) == thread) {
                    write(bytes);
                    collected++;
                }
            }
        }
        return collected();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            spool.write(bytes);
        }
    }

    /** Takes what is left of a JVM that has ended. @return all of it, to be read from the first record on */
    AgentBuffer finish() throws IOException {
        for (int i = 0; i < buffer.subBufferCount(); i++) {
            if (buffer.hasContent(i)) {
                take(i);
            }
        }
        return collected();
    }

    private AgentBuffer collected() throws IOException {
        spool.position(0);
        write(buffer.header());
        ByteBuffer count = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, collected);
        spool.write(count, AgentBufferDescriptor.SUB_BUFFER_COUNT_OFFSET);
        spool.close();
        AgentBuffer all = AgentBuffer.openCollected(spoolFile);
        clock.forEach(all::clock);
        if (all.isCounter() && !all.isClosed()) {
            all.clock(TimeStampCounter.pair());
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        spool.close();
        buffer.close();
    }
}
