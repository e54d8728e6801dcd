package dev.jftrace.analysis.graph;

import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TraceEvent;
import java.util.Arrays;

/** The fields of each format that was met, so that an event costs no look-up by name. */
final class FuncgraphFormats {
    private EventFormat[] formats = {};
    private FuncgraphFields[] fields = {};

    /** @return null if the event is no entry and no exit, or none at all */
    FuncgraphFields of(TraceEvent event) {
        return event == null || event.format() == null ? null : of(event.format());
    }

    private FuncgraphFields of(EventFormat format) {
        for (int i = 0; i < formats.length; i++) {
            if (formats[i] == format) {
                return fields[i];
            }
        }
        formats = Arrays.copyOf(formats, formats.length + 1);
        fields = Arrays.copyOf(fields, formats.length);
        formats[formats.length - 1] = format;
        fields[formats.length - 1] = FuncgraphFields.of(format);
        return fields[formats.length - 1];
    }
}
