package dev.jftrace.event;

import dev.jftrace.ring.WantedTypes;
import java.io.IOException;
import java.util.List;

/**
 * One buffer of a stream: its CPUs in a heap, the CPU whose next event is the oldest on top, ties to the lower
 * index.
 */
final class EventBuffer {
    private final EventStream.Source source;
    private final int index;
    private final EventField type;
    private final ByteReader reader;
    private final TypeSkip skip;
    private final WantedTypes wanted;
    private final CpuCursor[] cursors;
    private final long[] times;
    private final int[] heap;
    private int live;
    private CpuCursor advanced;

    /** The time up to which the top stays on top, biased so that it compares as a signed number. */
    private long leads;

    /** @param skip what may be passed over unasked; null for nothing */
    EventBuffer(EventStream.Source source, int index, TypeSkip skip) throws IOException {
        this.source = source;
        this.index = index;
        type = source.catalog().common().type();
        reader = source.catalog().reader();
        this.skip = skip;
        wanted = skip == null ? null : wanted(skip, type);
        List<? extends CpuCursor> given = source.cursors();
        cursors = given.toArray(new CpuCursor[0]);
        times = new long[cursors.length];
        heap = new int[cursors.length];
        for (int i = 0; i < cursors.length; i++) {
            if (advance(cursors[i])) {
                times[i] = cursors[i].timestamp();
                heap[live++] = i;
            }
        }
        for (int slot = live / 2 - 1; slot >= 0; slot--) {
            siftDown(slot);
        }
        leads = nextTime();
    }

    private static WantedTypes wanted(TypeSkip skip, EventField type) {
        boolean[] types = type == null || type.size() != Short.BYTES || type.offset() < 0 ? null : skip.wantedTypes();
        return types == null ? null : new WantedTypes(type.offset(), types);
    }

    private boolean advance(CpuCursor cursor) throws IOException {
        if (wanted == null) {
            return cursor.advance();
        }
        boolean there = cursor.advance(wanted);
        if (cursor.passedOver() > 0) {
            skip.passedOver(cursor.cpu(), cursor.passedOver());
        }
        return there;
    }

    EventStream.Source source() {
        return source;
    }

    int index() {
        return index;
    }

    boolean isEmpty() {
        return live == 0;
    }

    CpuCursor top() {
        return cursors[heap[0]];
    }

    long topTime() {
        return times[heap[0]];
    }

    /** Whether the top is an event that is not wanted. */
    boolean skipsTop(TypeSkip skip) {
        CpuCursor top = top();
        int at = type.offset();
        boolean there = at >= 0 && at <= top.length() - type.size();
        int id = there ? (int) reader.unsigned(top.bytes(), top.offset() + at, type.size()) : 0;
        return skip.skips(index, top.cpu(), id);
    }

    /** The CPU that {@link #advanceTop} moved last; null if that was at its end. */
    CpuCursor advanced() {
        return advanced;
    }

    void advanceTop() throws IOException {
        int cursor = heap[0];
        CpuCursor top = cursors[cursor];
        if (advance(top)) {
            long time = top.timestamp();
            times[cursor] = time;
            advanced = top;
            if ((time ^ Long.MIN_VALUE) < leads) {
                return;
            }
        } else {
            advanced = null;
            heap[0] = heap[--live];
        }
        siftDown(0);
        leads = nextTime();
    }

    /** The time of what would be on top without the top; the latest there is, if nothing would. */
    private long nextTime() {
        long left = live > 1 ? times[heap[1]] ^ Long.MIN_VALUE : Long.MAX_VALUE;
        long right = live > 2 ? times[heap[2]] ^ Long.MIN_VALUE : Long.MAX_VALUE;
        return Math.min(left, right);
    }

    private void siftDown(int start) {
        int slot = start;
        int least = older(slot, 2 * slot + 1, 2 * slot + 2);
        while (least != slot) {
            int moved = heap[slot];
            heap[slot] = heap[least];
            heap[least] = moved;
            slot = least;
            least = older(slot, 2 * slot + 1, 2 * slot + 2);
        }
    }

    private int older(int parent, int left, int right) {
        int best = parent;
        if (left < live && before(heap[left], heap[best])) {
            best = left;
        }
        return right < live && before(heap[right], heap[best]) ? right : best;
    }

    private boolean before(int a, int b) {
        int order = Long.compareUnsigned(times[a], times[b]);
        return order < 0 || order == 0 && a < b;
    }
}
