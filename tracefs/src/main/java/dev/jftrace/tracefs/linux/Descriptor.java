package dev.jftrace.tracefs.linux;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * An open file, for what the JDK's channels can't do with one. For one thread at a time. Calls that would have to wait
 * give {@link #AGAIN}; those that fail throw a {@link LinuxException}.
 */
public final class Descriptor implements Closeable {
    /** Nothing now. */
    public static final long AGAIN = SystemCalls.AGAIN;

    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;
    private static final int OWNER_ONLY = 0600;

    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_SETPIPE_SZ = 1031;

    private static final int SPLICE_F_MOVE = 1;
    private static final int SPLICE_F_NONBLOCK = 2;

    private static final int FALLOC_FL_KEEP_SIZE = 1;
    private static final int FALLOC_FL_PUNCH_HOLE = 2;

    private static final long PERF_FLAG_FD_CLOEXEC = 8;

    private static final int PROT_READ = 1;
    private static final int MAP_SHARED = 1;

    private static final short POLLIN = 1;
    private static final int POLLFD_EVENTS = 4;
    private static final int POLLFD_REVENTS = 6;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = SystemCalls.state(arena);
    private final MemorySegment request = arena.allocate(SystemCalls.POLL_REQUEST, Long.BYTES);
    private final String name;
    private final int fd;
    private boolean closed;

    private Descriptor(String name, int fd) {
        this.name = name;
        this.fd = fd;
        request.set(ValueLayout.JAVA_INT, 0, fd);
        request.set(ValueLayout.JAVA_SHORT, POLLFD_EVENTS, POLLIN);
    }

    private static Descriptor open(Path file, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int fd = SystemCalls.open(SystemCalls.state(arena), file.toString(), flags | O_CLOEXEC, OWNER_ONLY);
            return new Descriptor(file.toString(), fd);
        }
    }

    /** For reading; a read that would have to wait does not. */
    public static Descriptor openToRead(Path file) throws IOException {
        return open(file, O_RDONLY | O_NONBLOCK);
    }

    /** No link; a write that would have to wait does not. A FIFO that nobody reads is refused. */
    static Descriptor openToWrite(Path file) throws IOException {
        return open(file, O_WRONLY | O_NONBLOCK | SystemCall.noFollow());
    }

    /** A new file that only its owner may read. */
    public static Descriptor create(Path file) throws IOException {
        return open(file, O_RDWR | O_CREAT | O_EXCL | SystemCall.noFollow());
    }

    /** @param attribute a struct perf_event_attr */
    static Descriptor openPerfEvent(MemorySegment attribute) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = SystemCalls.state(arena);
            return new Descriptor("a perf event", SystemCalls.perfEventOpen(state, attribute, PERF_FLAG_FD_CLOEXEC));
        }
    }

    /**
     * A pipe.
     *
     * @param size bytes that it is to hold; the kernel's usual size where it refuses
     */
    public static Pipe pipe(int size) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = SystemCalls.state(arena);
            int[] ends = SystemCalls.pipe(state, O_CLOEXEC);
            int held = size;
            try {
                held = SystemCalls.fcntl(state, ends[1], "a pipe", F_SETPIPE_SZ, size);
            } catch (LinuxException e) {
                held = Pipe.USUAL_SIZE;
            }
            return new Pipe(new Descriptor("a pipe", ends[0]), new Descriptor("a pipe", ends[1]), held);
        }
    }

    /** The two ends of a pipe, and the bytes that it holds. */
    public record Pipe(Descriptor reading, Descriptor writing, int size) implements Closeable {
        static final int USUAL_SIZE = 1 << 16;

        @Override
        public void close() throws IOException {
            reading.close();
            writing.close();
        }
    }

    /** Its number in this process, as below {@code /proc/self/fd}. */
    public int number() {
        return fd;
    }

    public String name() {
        return name;
    }

    /** @return bytes read, 0 at the end */
    public long read(MemorySegment to) throws IOException {
        return SystemCalls.read(state, fd, name, to, to.byteSize());
    }

    /** @return bytes written, or {@link #AGAIN} */
    long writeNow(MemorySegment from) throws IOException {
        return SystemCalls.write(state, fd, name, from, from.byteSize());
    }

    /** All of it. */
    public void write(MemorySegment from) throws IOException {
        long done = 0;
        while (done < from.byteSize()) {
            long written = SystemCalls.write(state, fd, name, from.asSlice(done), from.byteSize() - done);
            done += Math.max(0, written);
        }
    }

    /** All of it, from byte {@code at} of the file on. */
    public void write(MemorySegment from, long at) throws IOException {
        long done = 0;
        while (done < from.byteSize()) {
            long left = from.byteSize() - done;
            long written = SystemCalls.pwrite(state, fd, name, from.asSlice(done), left, at + done);
            done += Math.max(0, written);
        }
    }

    /** Moves bytes to another file, one of the two being a pipe, without waiting for the first. @return bytes moved */
    public long splice(Descriptor to, long length) throws IOException {
        return SystemCalls.splice(state, fd, to.fd, to.name, length, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
    }

    /** Waits until there is something to read. @return whether the kernel says so */
    public boolean await(int milliseconds) throws IOException {
        long answered = SystemCalls.poll(state, request, name, milliseconds);
        return answered > 0 && (request.get(ValueLayout.JAVA_SHORT, POLLFD_REVENTS) & POLLIN) != 0;
    }

    public long ioctl(long command) throws IOException {
        return SystemCalls.ioctl(state, fd, name, command);
    }

    /** Maps the file's first bytes for reading, until {@link #unmap}. */
    public MemorySegment map(long length) throws IOException {
        return SystemCalls.map(state, fd, name, length, PROT_READ, MAP_SHARED);
    }

    public void unmap(MemorySegment mapped) throws IOException {
        SystemCalls.unmap(state, mapped);
    }

    /** Has the disk keep room for this many bytes. */
    public void reserve(long bytes) throws IOException {
        SystemCalls.fallocate(state, fd, name, 0, 0, bytes);
    }

    /** Gives the disk back what the file has there; the file's size stays. */
    public void punchHole(long at, long length) throws IOException {
        SystemCalls.fallocate(state, fd, name, FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, at, length);
    }

    /** Makes the file empty and writes from its beginning on. */
    public void empty() throws IOException {
        SystemCalls.empty(state, fd, name);
    }

    /** Reads wait from now on, or do not. */
    public void blocking(boolean wait) throws IOException {
        int flags = SystemCalls.fcntl(state, fd, name, F_GETFL, 0);
        SystemCalls.fcntl(state, fd, name, F_SETFL, wait ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                SystemCalls.close(state, fd, name);
            } finally {
                arena.close();
            }
        }
    }
}
