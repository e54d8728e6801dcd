package dev.jftrace.record.jvm;

import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferWriter;
import java.io.IOException;

/**
 * What the trace shows as a CPU of a JVM: one writing thread at a time (a platform thread, or a carrier with the virtual threads
 * that it runs), as sub-buffers of ftrace events laid out as {@link JvmLayout} says.
 */
final class Lane {
    private static final int IP = 0;
    private static final int PARENT_IP = 1;

    private static final int FUNC = 0;
    private static final int DEPTH = 1;
    private static final int CALLTIME = 2;
    private static final int RETTIME = 3;
    private static final int KIND = 4;

    /** The last fields of an entry and of an exit. */
    private static final int ARGUMENTS = 2;

    private static final int RESULT = 5;

    /** The number that a kernel's calls return. */
    private static final int RETVAL = 6;

    private static final byte[] NO_VALUES = {};

    private final int number;
    private final PageSink sink;
    private final JvmLayout layout;
    private final SubBufferWriter writer = new SubBufferWriter(SubBufferLayout.of(JvmFormats.SUB_BUFFER_SIZE));
    private final byte[] page = new byte[JvmFormats.SUB_BUFFER_SIZE];
    private long firstStamp;
    private long lastStamp;
    private long events;
    private long bytes;
    private long lost;
    private long overrun;
    private long missed;
    private IOException failure;

    Lane(int number, PageSink sink, JvmLayout layout) {
        this.number = number;
        this.sink = sink;
        this.layout = layout;
        writer.begin(page, 0, 0);
    }

    int number() {
        return number;
    }

    void function(long stamp, int pid, long ip, long parentIp) {
        int at = begin(layout.function, stamp, pid, 0);
        layout.function.put(page, at, IP, ip);
        layout.function.put(page, at, PARENT_IP, parentIp);
    }

    void entry(long stamp, int pid, long func, int depth) {
        entry(stamp, pid, func, depth, NO_VALUES);
    }

    /** @param arguments as UTF-8; left out where the layout has no field for them */
    void entry(long stamp, int pid, long func, int depth, byte[] arguments) {
        byte[] text = layout.hasValues() ? arguments : NO_VALUES;
        int at = begin(layout.entry, stamp, pid, JvmLayout.room(text));
        layout.entry.put(page, at, FUNC, func);
        layout.entry.put(page, at, DEPTH, depth);
        layout.entry.putText(page, at, ARGUMENTS, text);
    }

    void exit(long stamp, int pid, long func, int depth, long callTime, ExitKind kind) {
        exit(stamp, pid, func, depth, callTime, kind, NO_VALUES);
    }

    /** @param result as UTF-8; where the layout has a kernel's field for it, only what is a number */
    void exit(long stamp, int pid, long func, int depth, long callTime, ExitKind kind, byte[] result) {
        byte[] text = layout.hasValues() ? result : NO_VALUES;
        int at = begin(layout.exit, stamp, pid, JvmLayout.room(text));
        layout.exit.put(page, at, FUNC, func);
        layout.exit.put(page, at, DEPTH, depth);
        layout.exit.put(page, at, CALLTIME, 0);
        layout.exit.put(page, at, RETTIME, stamp - callTime);
        layout.exit.put(page, at, KIND, kind.ordinal());
        layout.exit.putText(page, at, RESULT, text);
        layout.exit.put(page, at, RETVAL, ReturnValue.of(result));
    }

    /** What is said about a function, in ASCII; nothing where the layout has no event for it. */
    void print(long stamp, int pid, long ip, byte[] text) {
        if (layout.print != null) {
            int at = begin(layout.print, stamp, pid, JvmLayout.room(text));
            layout.print.put(page, at, IP, ip);
            layout.print.putRest(page, at, text);
        }
    }

    /** An event that brings its bytes along. Where its time is past already it stands at the last event's. */
    void event(long stamp, byte[] event) {
        int at = reserve(event.length, Math.max(stamp, lastStamp));
        System.arraycopy(event, 0, page, at, event.length);
    }

    private int begin(JvmLayout.Event event, long stamp, int pid, int more) {
        int at = reserve(event.length() + more, stamp);
        event.begin(page, at, pid);
        return at;
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
        lost += count;
        miss(count);
    }

    /** As {@link #lost}, of events that newer ones were written over. */
    void overrun(long count) {
        overrun += count;
        miss(count);
    }

    private void miss(long count) {
        flush();
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

    /** Events that are missing. */
    long missing() {
        return lost + overrun;
    }

    long lost() {
        return lost;
    }

    long overrun() {
        return overrun;
    }

    IOException failure() {
        return failure;
    }

    /** What the kernel's per_cpu/cpuN/stats would say, as trace-cmd keeps it in the file. */
    String stats() {
        return "CPU: " + number + "\n" + stats(overrun, lost, lastStamp, events);
    }

    /**
     * What per_cpu/cpuN/stats says.
     *
     * @param overruns events that newer ones were written over
     * @param dropped events that found no room
     * @param now CLOCK_MONOTONIC, ns
     * @param read events that a reader took
     */
    String stats(long overruns, long dropped, long now, long read) {
        return "entries: " + events + "\noverrun: " + overruns + "\ncommit overrun: 0\nbytes: " + bytes
                + "\noldest event ts: " + seconds(firstStamp) + "\nnow ts: " + seconds(now)
                + "\ndropped events: " + dropped + "\nread events: " + read + "\n";
    }

    private static String seconds(long ns) {
        return String.format("%5d.%06d", ns / 1_000_000_000, ns % 1_000_000_000 / 1000);
    }
}
