package dev.jftrace.agent.control;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import sun.nio.ch.EPollSelectorProvider;
import sun.nio.ch.IOUtil;

/**
 * Named pipes. Java can neither make one, nor open one without waiting for the other side, nor wait for several at once; the JDK
 * itself can do all that, in methods that it keeps for itself and that are the same from Java 11 on.
 */
final class Fifo {
    /** S_IFIFO, and what its owner may. */
    private static final int OWNERS_FIFO = 0010600;

    /** These are the same on all machines that we know of (asm-generic/fcntl.h). */
    private static final int O_RDONLY = 0;

    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;

    private static final SelectorProvider PROVIDER = new EPollSelectorProvider();

    private Fifo() {}

    /** To be done before anything else here. */
    static void letIn(Instrumentation instrumentation) {
        Set<Module> self = Set.of(Fifo.class.getModule());
        Map<String, Set<Module>> opened = Map.of("sun.nio.fs", self, "sun.nio.ch", self);
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(), opened, Set.of(), Map.of());
    }

    static void make(Path path) throws IOException {
        file("mknod", path, OWNERS_FIFO, long.class, 0L);
    }

    /** For what many write: it has no end, as we could write to it too. */
    static Pipe.SourceChannel toListen(Path path) throws IOException {
        return (Pipe.SourceChannel) channel("Source", open(path, O_RDWR));
    }

    /** It ends when nobody has it open to write, or nobody ever had. */
    static Pipe.SourceChannel toRead(Path path) throws IOException {
        return (Pipe.SourceChannel) channel("Source", open(path, O_RDONLY));
    }

    /** @throws IOException if nobody has it open to read */
    static Pipe.SinkChannel toWrite(Path path) throws IOException {
        return (Pipe.SinkChannel) channel("Sink", open(path, O_WRONLY));
    }

    private static FileDescriptor open(Path path, int flags) throws IOException {
        return IOUtil.newFD((Integer) file("open", path, flags | O_NONBLOCK | O_CLOEXEC, int.class, 0));
    }

    private static Object file(String call, Path path, int how, Class<?> type, Object last) throws IOException {
        try {
            Class<?> calls = Class.forName("sun.nio.fs.UnixNativeDispatcher", true, null);
            Class<?> paths = Class.forName("sun.nio.fs.UnixPath", true, null);
            Method method = calls.getDeclaredMethod(call, paths, int.class, type);
            method.setAccessible(true);
            return method.invoke(null, path, how, last);
        } catch (InvocationTargetException e) {
            throw new IOException(path + ": " + call + " of a FIFO failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException(path + ": this JDK can't " + call + " a FIFO: " + e, e);
        }
    }

    private static SelectableChannel channel(String kind, FileDescriptor file) throws IOException {
        try {
            Constructor<?> made = Class.forName("sun.nio.ch." + kind + "ChannelImpl", true, null)
                    .getDeclaredConstructor(SelectorProvider.class, FileDescriptor.class);
            made.setAccessible(true);
            SelectableChannel channel = (SelectableChannel) made.newInstance(PROVIDER, file);
            channel.configureBlocking(false);
            return channel;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException("this JDK has no channel for a FIFO: " + e, e);
        }
    }
}
