package dev.jftrace.record.jvm;

import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferWriter;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What the trace shows as a CPU of a JVM: one writing thread at a time (a platform thread, or a carrier with the virtual threads
 * that it runs), as sub-buffers of ftrace events laid out as {@link JvmFormats} says.
 */
final class Lane {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int TYPE = 0;
    private static final int PID = 4;
    private static final int FUNC = 8;
    private static final int DEPTH = 16;
    private static final int PARENT = 16;
    private static final int OVERRUN = 20;
    private static final int CALLTIME = 24;
    private static final int RETTIME = 32;
    private static final int KIND = 40;

    private static final int FUNCTION_LENGTH = PARENT + Long.BYTES;
    private static final int ENTRY_LENGTH = DEPTH + Integer.BYTES;
    private static final int EXIT_LENGTH = KIND + 1;

    private final int number;
    private final PageSink sink;
    private final SubBufferWriter writer = new SubBufferWriter(SubBufferLayout.of(JvmFormats.SUB_BUFFER_SIZE));
    private final byte[] page = new byte[JvmFormats.SUB_BUFFER_SIZE];
    private long firstStamp;
    private long lastStamp;
    private long events;
    private long bytes;
    private long lost;
    private long missed;
    private IOException failure;

    Lane(int number, PageSink sink) {
        this.number = number;
        this.sink = sink;
        writer.begin(page, 0, 0);
    }

    int number() {
        return number;
    }

    void function(long stamp, int pid, long ip, long parentIp) {
        int at = reserve(FUNCTION_LENGTH, stamp);
        common(at, JvmFormats.FUNCTION, pid);
        LONGS.set(page, at + FUNC, ip);
        LONGS.set(page, at + PARENT, parentIp);
    }

    void entry(long stamp, int pid, long func, int depth) {
        int at = reserve(ENTRY_LENGTH, stamp);
        common(at, JvmFormats.FUNCGRAPH_ENTRY, pid);
        LONGS.set(page, at + FUNC, func);
        INTS.set(page, at + DEPTH, depth);
    }

    void exit(long stamp, int pid, long func, int depth, long callTime, ExitKind kind) {
        int at = reserve(EXIT_LENGTH, stamp);
        common(at, JvmFormats.FUNCGRAPH_EXIT, pid);
        LONGS.set(page, at + FUNC, func);
        INTS.set(page, at + DEPTH, depth);
        INTS.set(page, at + OVERRUN, 0);
        LONGS.set(page, at + CALLTIME, 0L);
        LONGS.set(page, at + RETTIME, stamp - callTime);
        page[at + KIND] = (byte) kind.ordinal();
    }

    private void common(int at, int type, int pid) {
        SHORTS.set(page, at + TYPE, (short) type);
        SHORTS.set(page, at + TYPE + Short.BYTES, (short) 0);
        INTS.set(page, at + PID, pid);
    }

    private int reserve(int length, long stamp) {
        int at = writer.reserve(length, stamp);
        if (at < 0) {
            flush();
            at = writer.reserve(length, stamp);
        }
        firstStamp = events == 0 ? stamp : firstStamp;
        lastStamp = stamp;
        events++;
        bytes += length + Integer.BYTES;
        return at;
    }

    /** Marks the next event: {@code count} are missing before it. The mark stands in a sub-buffer's header, so one begins here. */
    void lost(long count) {
        flush();
        lost += count;
        missed += count;
        writer.begin(page, 0, missed);
    }

    /** Hands over what the current sub-buffer holds. A full disk is told of when the recording ends, not to the drain loop. */
    void flush() {
        if (writer.isEmpty()) {
            return;
        }
        writer.finish();
        missed = 0;
        try {
            sink.accept(page);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        writer.begin(page, 0, 0);
    }

    /** The stamp of the last event so far, ns. */
    long lastStamp() {
        return lastStamp;
    }

    long lost() {
        return lost;
    }

    IOException failure() {
        return failure;
    }

    /** What the kernel's per_cpu/cpuN/stats would say, as trace-cmd keeps it in the file. */
    String stats() {
        return "CPU: " + number + "\nentries: " + events + "\noverrun: 0\ncommit overrun: 0\nbytes: " + bytes
                + "\noldest event ts: " + seconds(firstStamp) + "\nnow ts: " + seconds(lastStamp)
                + "\ndropped events: " + lost + "\nread events: " + events + "\n";
    }

    private static String seconds(long ns) {
        return String.format("%5d.%06d", ns / 1_000_000_000, ns % 1_000_000_000 / 1000);
    }
}
