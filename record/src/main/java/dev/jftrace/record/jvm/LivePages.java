package dev.jftrace.record.jvm;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import dev.jftrace.record.io.LiveBuffer;
import dev.jftrace.ring.SubBufferLayout;

/** One JVM's sub-buffers of the last moments, in memory, as the stream that a file would give. */
final class LivePages implements PageSink.Maker {
    private final LiveBuffer buffer = new LiveBuffer(SubBufferLayout.of(JvmFormats.SUB_BUFFER_SIZE));

    @Override
    public PageSink make(int lane) {
        return page -> buffer.add(lane, page.clone());
    }

    /** What came since the last call. */
    EventStream take(EventCatalog catalog) {
        return EventStream.of(catalog, buffer.take(Long.MAX_VALUE));
    }
}
