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

    private static final int PRINTED = 16;
    private static final int ARGUMENTS = 20;
    private static final int RESULT = 44;

    /** The place of a text, and its length: that of an event without values is the one byte 0 of its flags. */
    private static final int NO_TEXT = 1 << Short.SIZE | TYPE + Short.BYTES;

    private static final byte[] NO_VALUES = {};

    private final int number;
    private final boolean values;
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

    /** @param values whether the formats have fields for them */
    Lane(int number, boolean values, PageSink sink) {
        this.number = number;
        this.values = values;
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
        entry(stamp, pid, func, depth, NO_VALUES);
    }

    /** @param arguments as text; only where the formats have the field */
    void entry(long stamp, int pid, long func, int depth, byte[] arguments) {
        int length = values ? ARGUMENTS + Integer.BYTES : ENTRY_LENGTH;
        int at = reserve(length + sizeOf(arguments), stamp);
        common(at, JvmFormats.FUNCGRAPH_ENTRY, pid);
        LONGS.set(page, at + FUNC, func);
        INTS.set(page, at + DEPTH, depth);
        if (values) {
            text(at, ARGUMENTS, arguments);
        }
    }

    void exit(long stamp, int pid, long func, int depth, long callTime, ExitKind kind) {
        exit(stamp, pid, func, depth, callTime, kind, NO_VALUES);
    }

    /** @param result as text; only where the formats have the field */
    void exit(long stamp, int pid, long func, int depth, long callTime, ExitKind kind, byte[] result) {
        int length = values ? RESULT + Integer.BYTES : EXIT_LENGTH;
        int at = reserve(length + sizeOf(result), stamp);
        common(at, JvmFormats.FUNCGRAPH_EXIT, pid);
        LONGS.set(page, at + FUNC, func);
        INTS.set(page, at + DEPTH, depth);
        INTS.set(page, at + OVERRUN, 0);
        LONGS.set(page, at + CALLTIME, callTime);
        LONGS.set(page, at + RETTIME, stamp);
        page[at + KIND] = (byte) kind.ordinal();
        if (values) {
            text(at, RESULT, result);
        }
    }

    /** What is said about a function. */
    void print(long stamp, int pid, long ip, byte[] text) {
        int at = reserve(PRINTED + text.length + 1, stamp);
        common(at, JvmFormats.PRINT, pid);
        LONGS.set(page, at + FUNC, ip);
        System.arraycopy(text, 0, page, at + PRINTED, text.length);
        page[at + PRINTED + text.length] = 0;
    }

    private static int sizeOf(byte[] text) {
        return text.length == 0 ? 0 : text.length + 1;
    }

    /** A __data_loc field: where the text begins, and in the upper half its length with the 0 behind it. */
    private void text(int at, int field, byte[] text) {
        if (text.length == 0) {
            INTS.set(page, at + field, NO_TEXT);
            return;
        }
        int start = field + Integer.BYTES;
        INTS.set(page, at + field, text.length + 1 << Short.SIZE | start);
        System.arraycopy(text, 0, page, at + start, text.length);
        page[at + start + text.length] = 0;
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
