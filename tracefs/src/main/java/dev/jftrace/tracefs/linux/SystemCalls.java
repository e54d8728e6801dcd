package dev.jftrace.tracefs.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

/**
 * The system calls that the JDK does not offer (man section 2), all by way of the C library's {@code syscall}: to link one function of
 * one shape takes the JVM some 15 ms, to link each call for itself took a quarter of a second of every start. A call that fails throws
 * a {@link LinuxException} with its errno; {@code EAGAIN} and {@code EINTR} are answers, and come back as {@link #AGAIN}.
 */
final class SystemCalls {
    static final long AGAIN = -1;

    /** A struct pollfd, and behind it the struct timespec that {@link #poll} fills in; bytes. */
    static final int POLL_REQUEST = 24;

    private static final int TIMESPEC = 8;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final long AT_FDCWD = -100;
    private static final int NANOS_A_MILLI = 1_000_000;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** Variadic: on some machines the arguments travel otherwise then. */
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(1));

    private SystemCalls() {}

    /** Linked when something fails. */
    private static final class ErrorText {
        static final MethodHandle STRERROR = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ValueLayout.ADDRESS, INT));
    }

    static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    private static long call(
            MemorySegment state, SystemCall call, String name, long a, long b, long c, long d, long e, long f)
            throws IOException {
        long result;
        try {
            result = (long) SYSCALL.invokeExact(state, call.number(), a, b, c, d, e, f);
        } catch (Error error) {
            throw error;
        } catch (Throwable t) {
            throw new IOException(t.toString(), t);
        }
        return result == -1 ? failed(state, name, call.words()) : result;
    }

    private static long failed(MemorySegment state, String name, String what) throws IOException {
        int errno = (int) ERRNO.get(state, 0L);
        if (errno == EAGAIN || errno == EINTR) {
            return AGAIN;
        }
        throw new LinuxException(name, what, errno, text(errno));
    }

    static int open(MemorySegment state, String path, int flags, int mode) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom(path).address();
            return (int) call(state, SystemCall.OPENAT, path, AT_FDCWD, name, flags, mode, 0, 0);
        }
    }

    /** @param mode kind and permissions of a file that is no device */
    static void makeNode(MemorySegment state, String path, int mode) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom(path).address();
            call(state, SystemCall.MKNODAT, path, AT_FDCWD, name, mode, 0, 0, 0);
        }
    }

    static void close(MemorySegment state, int fd, String name) throws IOException {
        call(state, SystemCall.CLOSE, name, fd, 0, 0, 0, 0, 0);
    }

    static long read(MemorySegment state, int fd, String name, MemorySegment to, long length) throws IOException {
        long done = call(state, SystemCall.READ, name, fd, to.address(), length, 0, 0, 0);
        Reference.reachabilityFence(to);
        return done;
    }

    static long write(MemorySegment state, int fd, String name, MemorySegment from, long length) throws IOException {
        long done = call(state, SystemCall.WRITE, name, fd, from.address(), length, 0, 0, 0);
        Reference.reachabilityFence(from);
        return done;
    }

    static long pwrite(MemorySegment state, int fd, String name, MemorySegment from, long length, long at)
            throws IOException {
        long done = call(state, SystemCall.PWRITE, name, fd, from.address(), length, at, 0, 0);
        Reference.reachabilityFence(from);
        return done;
    }

    /** @return the end to read from, and the end to write to */
    static int[] pipe(MemorySegment state, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(INT, 2);
            call(state, SystemCall.PIPE2, "a pipe", ends.address(), flags, 0, 0, 0, 0);
            return ends.toArray(INT);
        }
    }

    /** @param name of the file that is written to */
    static long splice(MemorySegment state, int from, int to, String name, long length, int flags) throws IOException {
        return call(state, SystemCall.SPLICE, name, from, 0, to, 0, length, flags);
    }

    /** @param request {@link #POLL_REQUEST} bytes that begin with a struct pollfd. @return how many answered; 0 after the time */
    static long poll(MemorySegment state, MemorySegment request, String name, int milliseconds) throws IOException {
        request.set(LONG, TIMESPEC, milliseconds / 1000);
        request.set(LONG, TIMESPEC + Long.BYTES, milliseconds % 1000 * (long) NANOS_A_MILLI);
        long at = request.address();
        return call(state, SystemCall.PPOLL, name, at, 1, at + TIMESPEC, 0, 0, 0);
    }

    static int fcntl(MemorySegment state, int fd, String name, int command, int value) throws IOException {
        return (int) call(state, SystemCall.FCNTL, name, fd, command, value, 0, 0, 0);
    }

    static long ioctl(MemorySegment state, int fd, String name, long request) throws IOException {
        return call(state, SystemCall.IOCTL, name, fd, request, 0, 0, 0, 0);
    }

    static MemorySegment map(MemorySegment state, int fd, String name, long length, int protection, int flags)
            throws IOException {
        long at = call(state, SystemCall.MMAP, name, 0, length, protection, flags, fd, 0);
        if (at == AGAIN) {
            throw new LinuxException(name, SystemCall.MMAP.words(), EAGAIN, text(EAGAIN));
        }
        return MemorySegment.ofAddress(at).reinterpret(length);
    }

    static void unmap(MemorySegment state, MemorySegment mapped) throws IOException {
        call(state, SystemCall.MUNMAP, "a mapping", mapped.address(), mapped.byteSize(), 0, 0, 0, 0);
    }

    static void fallocate(MemorySegment state, int fd, String name, int mode, long at, long length) throws IOException {
        call(state, SystemCall.FALLOCATE, name, fd, mode, at, length, 0, 0);
    }

    /** Empties a file, and makes its position the beginning. */
    static void empty(MemorySegment state, int fd, String name) throws IOException {
        call(state, SystemCall.FTRUNCATE, name, fd, 0, 0, 0, 0, 0);
        call(state, SystemCall.LSEEK, name, fd, 0, 0, 0, 0, 0);
    }

    /** Of the calling thread. */
    static void setScheduler(MemorySegment state, int policy, int priority) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long parameter = arena.allocateFrom(INT, priority).address();
            call(state, SystemCall.SCHED_SETSCHEDULER, "priority " + priority, 0, policy, parameter, 0, 0, 0);
        }
    }

    /** PRIO_PROCESS means a thread, too. */
    static void setPriority(MemorySegment state, int thread, int niceness) throws IOException {
        call(state, SystemCall.SETPRIORITY, "thread " + thread, 0, thread, niceness, 0, 0, 0);
    }

    /** Of this process on any CPU, alone. */
    static int perfEventOpen(MemorySegment state, MemorySegment attribute, long flags) throws IOException {
        return (int) call(state, SystemCall.PERF_EVENT_OPEN, "a perf event", attribute.address(), 0, -1, -1, flags, 0);
    }

    private static String text(int errno) throws IOException {
        try {
            MemorySegment text = (MemorySegment) ErrorText.STRERROR.invokeExact(errno);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Error error) {
            throw error;
        } catch (Throwable t) {
            throw new IOException(t.toString(), t);
        }
    }
}
