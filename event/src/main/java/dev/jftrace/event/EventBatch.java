package dev.jftrace.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies of some events that follow each other in a stream, so that another thread can show them while the stream goes
 * on. Used again and again; for one thread at a time. Its events have a catalog of their own (see
 * {@link EventCatalog#forThread()}).
 */
public final class EventBatch {
    private static final int BYTES = 1 << 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final EventStream.Source[] sources;
    private final TraceEvent view = new TraceEvent();
    private final TraceEvent joinedView = new TraceEvent();
    private byte[] bytes = new byte[BYTES];
    private int used;
    private int count;
    private int next;

    private int[] offsets;
    private int[] lengths;
    private int[] cpus;
    private int[] buffers;
    private int[] notes;
    private boolean[] joins;
    private long[] timestamps;
    private long[] missed;
    private byte[][] comms;

    EventBatch(List<EventStream.Source> shared) {
        Map<EventCatalog, EventCatalog> catalogs = new IdentityHashMap<>();
        sources = new EventStream.Source[shared.size()];
        for (int i = 0; i < sources.length; i++) {
            EventStream.Source source = shared.get(i);
            EventCatalog catalog = catalogs.computeIfAbsent(source.catalog(), EventCatalog::forThread);
            sources[i] = new EventStream.Source(catalog, source.name(), source.clock(), List.of());
        }
        slots(1 << 10);
    }

    private void slots(int capacity) {
        offsets = grown(offsets, capacity);
        lengths = grown(lengths, capacity);
        cpus = grown(cpus, capacity);
        buffers = grown(buffers, capacity);
        notes = grown(notes, capacity);
        joins = joins == null ? new boolean[capacity] : Arrays.copyOf(joins, capacity);
        timestamps = timestamps == null ? new long[capacity] : Arrays.copyOf(timestamps, capacity);
        missed = missed == null ? new long[capacity] : Arrays.copyOf(missed, capacity);
        comms = comms == null ? new byte[capacity][] : Arrays.copyOf(comms, capacity);
    }

    private static int[] grown(int[] array, int capacity) {
        return array == null ? new int[capacity] : Arrays.copyOf(array, capacity);
    }

    /** Empty again. */
    public void clear() {
        used = 0;
        count = 0;
        next = 0;
    }

    /** Events in it. One that is joined to another counts too. */
    public int size() {
        return count;
    }

    /** Copies the event, with its {@link TraceEvent#note()} and the event that is joined to it. */
    public void add(TraceEvent event) {
        TraceEvent joined = event.joined();
        copy(event);
        if (joined != null) {
            joins[count - 1] = true;
            copy(joined);
        }
    }

    private void copy(TraceEvent event) {
        if (count == offsets.length) {
            slots(2 * count);
        }
        int length = event.length();
        if (length > bytes.length - used) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(used, length)));
        }
        copy(event.bytes(), event.offset(), length);
        offsets[count] = used;
        lengths[count] = length;
        cpus[count] = event.cpu();
        buffers[count] = event.bufferIndex();
        notes[count] = event.note();
        joins[count] = false;
        timestamps[count] = event.timestamp();
        missed[count] = event.missedEvents();
        comms[count] = event.comm();
        used += length;
        count++;
    }

    /** Records are short, so eight bytes at once, whatever stands behind them, take less time than a call. */
    private void copy(byte[] from, int offset, int length) {
        if (offset > from.length - length - Long.BYTES || used > bytes.length - length - Long.BYTES) {
            System.arraycopy(from, offset, bytes, used, length);
            return;
        }
        for (int i = 0; i < length; i += Long.BYTES) {
            LONG.set(bytes, used + i, (long) LONG.get(from, offset + i));
        }
    }

    /** @return null at the end; else the same object every time, filled with the next event */
    public TraceEvent next() {
        if (next == count) {
            return null;
        }
        int slot = next++;
        view.set(this, slot);
        if (joins[slot]) {
            joinedView.set(this, next++);
            view.join(joinedView);
        }
        return view;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset(int slot) {
        return offsets[slot];
    }

    int length(int slot) {
        return lengths[slot];
    }

    int cpu(int slot) {
        return cpus[slot];
    }

    EventStream.Source source(int slot) {
        return sources[buffers[slot]];
    }

    int bufferIndex(int slot) {
        return buffers[slot];
    }

    int note(int slot) {
        return notes[slot];
    }

    long timestamp(int slot) {
        return timestamps[slot];
    }

    long missedEvents(int slot) {
        return missed[slot];
    }

    byte[] comm(int slot) {
        return comms[slot];
    }
}
