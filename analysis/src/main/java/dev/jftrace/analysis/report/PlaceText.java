package dev.jftrace.analysis.report;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.ring.RecordPlace;

/** Where an event stands in the ring buffer, around its line. */
final class PlaceText {
    private final RecordPlace place;
    private final boolean whole;

    /**
     * @param place null where it is not known
     * @param whole not only where sub-buffers begin
     */
    PlaceText(RecordPlace place, boolean whole) {
        this.place = place;
        this.whole = whole;
    }

    void before(TraceEvent event, TextBuffer out) {
        if (place == null || !place.isFirst()) {
            return;
        }
        out.append("CPU:").decimal(event.cpu()).append(" [SUBBUFFER START]");
        if (whole) {
            out.append(" [").unsigned(place.subBufferTime()).append(":0x").hex(place.subBuffer());
            out.append(']');
        }
        out.append('\n');
    }

    /** Behind the line's last character but the new line. */
    void behind(TraceEvent event, TextBuffer out) {
        if (place == null || !whole) {
            return;
        }
        out.truncate(out.length() - 1);
        out.append(" [").decimal(place.delta()).append(":0x").hex(place.offset());
        out.append(':').decimal(event.length()).append(']');
        for (RecordPlace.Between between : place.behind()) {
            boolean stamp = between.type() == RecordPlace.Type.TIME_STAMP;
            out.append("\n ").append(between.type().name().replace('_', ' '));
            out.append(stamp ? ": timestamp:" : ": delta:").decimal(between.time());
            out.append(" length:").decimal(between.length());
        }
        out.append('\n');
    }
}
