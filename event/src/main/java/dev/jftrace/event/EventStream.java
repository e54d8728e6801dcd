package dev.jftrace.event;

import dev.jftrace.ring.RecordPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All events of a trace in the order of time, ties to the lower CPU, then to the lower buffer. One event of
 * look-ahead, within the buffer of the current event: what an entry of function_graph needs to know whether it is a
 * leaf.
 */
public final class EventStream {
    private final List<Source> sources;
    private final TraceEvent current = new TraceEvent();
    private final TraceEvent ahead = new TraceEvent();
    private EventBuffer[] buffers;

    /** The buffer whose top was handed out and is not passed yet, so that its bytes stay. */
    private EventBuffer handedOut;

    private EventBuffer peeked;
    private TypeSkip skip;

    /**
     * One buffer: a trace's top buffer or an instance, or one of another file.
     *
     * @param name empty for the top buffer
     */
    public record Source(EventCatalog catalog, String name, TraceClock clock, List<? extends CpuCursor> cursors) {}

    private EventStream(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    /** One buffer, whose clock counts ns. */
    public static EventStream of(EventCatalog catalog, List<? extends CpuCursor> cursors) {
        return of(List.of(new Source(catalog, "", TraceClock.LOCAL, cursors)));
    }

    /** Merges the buffers; the index of each is {@link TraceEvent#bufferIndex()}. */
    public static EventStream of(List<Source> sources) {
        return new EventStream(sources);
    }

    /**
     * {@link #next()} passes over events that are not wanted, without making them ready to be read; {@link #peek()} and
     * {@link #peekCpu()} see them nevertheless, but for those that {@link TypeSkip#wantedTypes()} leaves out. To be said
     * before the first event is read.
     *
     * @param unwanted null to hand out all
     * @return this
     */
    public EventStream passingOver(TypeSkip unwanted) {
        skip = unwanted;
        return this;
    }

    /** The buffers' names, in the order of their indexes. */
    public List<String> bufferNames() {
        List<String> names = new ArrayList<>();
        for (Source source : sources) {
            names.add(source.name());
        }
        return names;
    }

    /** @return null at the end; else the same object every time, filled with the next event */
    public TraceEvent next() throws IOException {
        start();
        peeked = null;
        EventBuffer oldest;
        do {
            if (handedOut != null) {
                handedOut.advanceTop();
                handedOut = null;
            }
            oldest = oldest();
            if (oldest == null) {
                return null;
            }
            handedOut = oldest;
        } while (skip != null && oldest.skipsTop(skip));
        current.set(oldest.source(), oldest.index(), oldest.top());
        peeked = oldest;
        return current;
    }

    /** Where the current event stands in the ring buffer, as long as nothing was peeked; else null. */
    public RecordPlace place() {
        return handedOut == null || peeked == null ? null : handedOut.top().place();
    }

    /**
     * The event after the current one, over all CPUs of its buffer. Both stay readable until {@link #next()}.
     *
     * @return null if there is none, or no current event
     */
    public TraceEvent peek() throws IOException {
        if (peeked == null) {
            return null;
        }
        if (handedOut != null) {
            handedOut.advanceTop();
            handedOut = null;
        }
        if (peeked.isEmpty()) {
            return null;
        }
        ahead.set(peeked.source(), peeked.index(), peeked.top());
        return ahead;
    }

    /**
     * The event after the current one on its own CPU, whatever other CPUs did meanwhile. Both stay readable until
     * {@link #next()}.
     *
     * @return null if there is none, or no current event
     */
    public TraceEvent peekCpu() throws IOException {
        if (peeked == null) {
            return null;
        }
        if (handedOut != null) {
            handedOut.advanceTop();
            handedOut = null;
        }
        CpuCursor same = peeked.advanced();
        if (same == null) {
            return null;
        }
        ahead.set(peeked.source(), peeked.index(), same);
        return ahead;
    }

    /** Passes over what {@link #peek()} returned: {@link #next()} goes to the one after it. */
    public void skipPeeked() {
        if (peeked != null && handedOut == null && !peeked.isEmpty()) {
            handedOut = peeked;
            peeked = null;
        }
    }

    /** Makes what {@link #peek()} returned a part of the current event, and passes over it. */
    public void joinPeeked() {
        skipPeeked();
        current.join(ahead);
    }

    /** An empty batch for events of this stream. */
    public EventBatch newBatch() {
        return new EventBatch(sources);
    }

    private void start() throws IOException {
        if (buffers != null) {
            return;
        }
        EventBuffer[] opened = new EventBuffer[sources.size()];
        for (int i = 0; i < opened.length; i++) {
            opened[i] = new EventBuffer(sources.get(i), i, opened.length == 1 ? skip : null);
        }
        buffers = opened;
    }

    private EventBuffer oldest() {
        EventBuffer oldest = null;
        for (EventBuffer buffer : buffers) {
            if (!buffer.isEmpty() && (oldest == null || Long.compareUnsigned(buffer.topTime(), oldest.topTime()) < 0)) {
                oldest = buffer;
            }
        }
        return oldest;
    }
}
