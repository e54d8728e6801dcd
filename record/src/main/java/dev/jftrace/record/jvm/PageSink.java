package dev.jftrace.record.jvm;

import java.io.IOException;

/** Where a lane's finished sub-buffers go. */
interface PageSink {
    /** @param page a whole sub-buffer; the array is used again after the call */
    void accept(byte[] page) throws IOException;

    /** Makes the sink of a new lane. */
    interface Maker {
        PageSink make(int lane) throws IOException;
    }
}
