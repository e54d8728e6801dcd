package dev.jftrace.record.jvm;

import dev.jftrace.event.CpuCursor;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TraceCorruptException;
import dev.jftrace.ring.CorruptSubBufferException;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferReader;
import java.util.ArrayList;
import java.util.List;

/** One JVM's sub-buffers of the last moments, in memory, as the stream that a file would give. */
final class LivePages implements PageSink.Maker {
    private final List<List<byte[]>> lanes = new ArrayList<>();

    @Override
    public PageSink make(int lane) {
        List<byte[]> pages = new ArrayList<>();
        lanes.add(pages);
        return page -> pages.add(page.clone());
    }

    /** What came since the last call. */
    EventStream take(EventCatalog catalog) {
        List<CpuCursor> cursors = new ArrayList<>();
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (!lanes.get(lane).isEmpty()) {
                cursors.add(new PageCursor(lane, List.copyOf(lanes.get(lane))));
                lanes.get(lane).clear();
            }
        }
        return EventStream.of(catalog, cursors);
    }

    private static final class PageCursor implements CpuCursor {
        private final SubBufferReader reader = new SubBufferReader(SubBufferLayout.of(JvmFormats.SUB_BUFFER_SIZE));
        private final int lane;
        private final List<byte[]> pages;
        private int page = -1;

        PageCursor(int lane, List<byte[]> pages) {
            this.lane = lane;
            this.pages = pages;
        }

        @Override
        public int cpu() {
            return lane;
        }

        @Override
        public boolean advance() throws TraceCorruptException {
            try {
                while (page < 0 || !reader.next()) {
                    if (++page == pages.size()) {
                        page--;
                        return false;
                    }
                    reader.open(pages.get(page), 0, JvmFormats.SUB_BUFFER_SIZE);
                }
                return true;
            } catch (CorruptSubBufferException e) {
                throw new TraceCorruptException("lane " + lane, page, e.getMessage());
            }
        }

        @Override
        public long timestamp() {
            return reader.timestamp();
        }

        @Override
        public byte[] bytes() {
            return pages.get(page);
        }

        @Override
        public int offset() {
            return reader.payloadOffset();
        }

        @Override
        public int length() {
            return reader.payloadLength();
        }

        @Override
        public long missedEvents() {
            return reader.missedEvents();
        }
    }
}
