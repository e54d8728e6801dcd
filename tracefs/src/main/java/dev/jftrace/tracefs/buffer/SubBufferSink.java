package dev.jftrace.tracefs.buffer;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Where the sub-buffers of one CPU go. */
public interface SubBufferSink {
    /** @param subBuffer a whole one; its memory is used again after the call */
    void accept(MemorySegment subBuffer) throws IOException;

    /** Gives the last sub-buffer again, as more stands in it now; otherwise as {@link #accept}. */
    void replace(MemorySegment subBuffer) throws IOException;
}
