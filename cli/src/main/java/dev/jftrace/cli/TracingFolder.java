package dev.jftrace.cli;

import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.record.kernel.KernelMetadata;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Path;

/** tracefs, or a copy of it, as far as it describes events. Only reads. */
final class TracingFolder {
    private static final int DEFAULT_SUB_BUFFER = 4096;
    private static final int BYTES_PER_KILOBYTE = 1024;

    private final Tracefs tracefs;

    /** @param folder null for where the kernel's is mounted */
    TracingFolder(Path folder) throws IOException {
        this.tracefs = folder == null ? Tracefs.ofKernel() : Tracefs.readOnly(folder);
    }

    String name() {
        return tracefs.root();
    }

    TraceMetadata metadata(Path kallsyms) throws IOException {
        if (!tracefs.file("events/header_page").exists()) {
            throw new IOException(name() + ": no tracefs, nor a copy of it: it has no events/header_page");
        }
        return KernelMetadata.ofAll(tracefs, kallsyms);
    }

    /** Bytes. */
    int subBufferSize() throws IOException {
        String kilobytes = text("buffer_subbuf_size_kb");
        return kilobytes.matches("[1-9]\\d{0,4}")
                ? Integer.parseInt(kilobytes) * BYTES_PER_KILOBYTE
                : DEFAULT_SUB_BUFFER;
    }

    /** All clocks, the one in use in brackets. */
    String clock() throws IOException {
        String clocks = text("trace_clock");
        return clocks.isEmpty() ? "[local]" : clocks;
    }

    private String text(String name) throws IOException {
        return tracefs.file(name).exists() ? tracefs.file(name).read().strip() : "";
    }
}
