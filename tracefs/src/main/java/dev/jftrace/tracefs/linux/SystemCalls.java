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

/**
 * The system calls that the JDK does not offer, as the C library has them (man section 2). A call that fails throws a
 * {@link LinuxException} with its errno; {@code EAGAIN} and {@code EINTR} are answers, and come back as {@link #AGAIN}.
 */
final class SystemCalls {
    static final long AGAIN = -1;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout ADDRESS = ValueLayout.ADDRESS;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = function("open", 2, INT, ADDRESS, INT, INT);
    private static final MethodHandle CLOSE = function("close", INT, INT);
    private static final MethodHandle READ = function("read", LONG, INT, ADDRESS, LONG);
    private static final MethodHandle WRITE = function("write", LONG, INT, ADDRESS, LONG);
    private static final MethodHandle PWRITE = function("pwrite", LONG, INT, ADDRESS, LONG, LONG);
    private static final MethodHandle PIPE2 = function("pipe2", INT, ADDRESS, INT);
    private static final MethodHandle SPLICE = function("splice", LONG, INT, ADDRESS, INT, ADDRESS, LONG, INT);
    private static final MethodHandle POLL = function("poll", INT, ADDRESS, LONG, INT);
    private static final MethodHandle FCNTL = function("fcntl", 2, INT, INT, INT, INT);
    private static final MethodHandle IOCTL = function("ioctl", 2, INT, INT, LONG);
    private static final MethodHandle MMAP = function("mmap", LONG, ADDRESS, LONG, INT, INT, INT, LONG);
    private static final MethodHandle MUNMAP = function("munmap", INT, ADDRESS, LONG);
    private static final MethodHandle FALLOCATE = function("fallocate", INT, INT, INT, LONG, LONG);
    private static final MethodHandle FTRUNCATE = function("ftruncate", INT, INT, LONG);
    private static final MethodHandle LSEEK = function("lseek", LONG, INT, LONG, INT);
    private static final MethodHandle SET_SCHEDULER = function("sched_setscheduler", INT, INT, INT, ADDRESS);
    private static final MethodHandle SYSCALL = function("syscall", 1, LONG, LONG, ADDRESS, INT, INT, INT, LONG);
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ValueLayout.ADDRESS, INT));

    private SystemCalls() {}

    private static MethodHandle function(String name, ValueLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    /** Of a variadic function: on some machines its arguments travel otherwise. */
    private static MethodHandle function(String name, int fixed, ValueLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(fixed));
    }

    static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    static int open(MemorySegment state, String path, int flags, int mode) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int fd = (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags, mode);
            return (int) checked(state, fd, path, "open");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    static void close(MemorySegment state, int fd, String name) throws IOException {
        try {
            checked(state, (int) CLOSE.invokeExact(state, fd), name, "close");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    static long read(MemorySegment state, int fd, String name, MemorySegment to, long length) throws IOException {
        try {
            return checked(state, (long) READ.invokeExact(state, fd, to, length), name, "read");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    static long write(MemorySegment state, int fd, String name, MemorySegment from, long length) throws IOException {
        try {
            return checked(state, (long) WRITE.invokeExact(state, fd, from, length), name, "write");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    static long pwrite(MemorySegment state, int fd, String name, MemorySegment from, long length, long at)
            throws IOException {
        try {
            return checked(state, (long) PWRITE.invokeExact(state, fd, from, length, at), name, "write");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    /** @return the end to read from, and the end to write to */
    static int[] pipe(MemorySegment state, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(INT, 2);
            checked(state, (int) PIPE2.invokeExact(state, ends, flags), "a pipe", "make");
            return ends.toArray(INT);
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    static long splice(MemorySegment state, int from, int to, String name, long length, int flags) throws IOException {
        try {
            MemorySegment none = MemorySegment.NULL;
            long moved = (long) SPLICE.invokeExact(state, from, none, to, none, length, flags);
            return checked(state, moved, name, "splice");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    /** @param request a struct pollfd. @return how many answered; 0 after the time */
    static long poll(MemorySegment state, MemorySegment request, String name, int milliseconds) throws IOException {
        try {
            return checked(state, (int) POLL.invokeExact(state, request, 1L, milliseconds), name, "poll");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    static int fcntl(MemorySegment state, int fd, String name, int command, int value) throws IOException {
        try {
            return (int) checked(state, (int) FCNTL.invokeExact(state, fd, command, value), name, "fcntl");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    static long ioctl(MemorySegment state, int fd, String name, long request) throws IOException {
        try {
            return checked(state, (int) IOCTL.invokeExact(state, fd, request), name, "ioctl");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    static MemorySegment map(MemorySegment state, int fd, String name, long length, int protection, int flags)
            throws IOException {
        try {
            MemorySegment anywhere = MemorySegment.NULL;
            long at = (long) MMAP.invokeExact(state, anywhere, length, protection, flags, fd, 0L);
            checked(state, at == -1 ? -1 : 0, name, "map");
            return MemorySegment.ofAddress(at).reinterpret(length);
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    static void unmap(MemorySegment state, MemorySegment mapped) throws IOException {
        try {
            checked(state, (int) MUNMAP.invokeExact(state, mapped, mapped.byteSize()), "a mapping", "unmap");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    static void fallocate(MemorySegment state, int fd, String name, int mode, long at, long length) throws IOException {
        try {
            checked(state, (int) FALLOCATE.invokeExact(state, fd, mode, at, length), name, "allocate");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    /** Empties a file, and makes its position the beginning. */
    static void empty(MemorySegment state, int fd, String name) throws IOException {
        try {
            checked(state, (int) FTRUNCATE.invokeExact(state, fd, 0L), name, "truncate");
            checked(state, (long) LSEEK.invokeExact(state, fd, 0L, 0), name, "seek");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    /** Of the calling thread. */
    static void setScheduler(MemorySegment state, int policy, int priority) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameter = arena.allocateFrom(INT, priority);
            checked(
                    state,
                    (int) SET_SCHEDULER.invokeExact(state, 0, policy, parameter),
                    "priority " + priority,
                    "set the scheduler to");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    /** Of this process on any CPU, alone. */
    static int perfEventOpen(MemorySegment state, long number, MemorySegment attribute, long flags) throws IOException {
        try {
            long fd = (long) SYSCALL.invokeExact(state, number, attribute, 0, -1, -1, flags);
            return (int) checked(state, fd, "a perf event", "open");
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    private static long checked(MemorySegment state, long result, String name, String what) throws IOException {
        if (result >= 0) {
            return result;
        }
        int errno = (int) ERRNO.get(state, 0L);
        if (errno == EAGAIN || errno == EINTR) {
            return AGAIN;
        }
        throw new LinuxException(name, what, errno, text(errno));
    }

    private static String text(int errno) throws IOException {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable t) {
            throw rethrown(t);
        }
    }

    /** A call declares Throwable, but throws only what {@link #checked} does, or what no caller can handle. */
    private static IOException rethrown(Throwable t) {
        return switch (t) {
            case IOException e -> e;
            case Error e -> throw e;
            default -> new IOException(t.toString(), t);
        };
    }
}
