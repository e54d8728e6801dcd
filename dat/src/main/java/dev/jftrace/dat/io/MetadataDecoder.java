package dev.jftrace.dat.io;

import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.TraceMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The pieces of metadata, which are the same in both versions: in 6 one behind the other, in 7 each a section. */
public final class MetadataDecoder {
    private final TraceMetadata.Builder metadata = TraceMetadata.builder();

    public TraceMetadata metadata() {
        return metadata.build();
    }

    /** {@code header_page NUL, u64 size, text, header_event NUL, u64 size, text}; gives the first text. */
    public byte[] headers(TraceInput in) throws IOException {
        in.expect("header_page");
        byte[] page = in.bytes(in.u64("header_page size"), "header_page");
        in.expect("header_event");
        metadata.headers(page, in.bytes(in.u64("header_event size"), "header_event"));
        return page;
    }

    /** u32 count, then u64 size and text of each. */
    public void ftraceFormats(TraceInput in) throws IOException {
        metadata.ftraceFormats(formats(in));
    }

    /** u32 count of systems, then of each the name, NUL, and its formats. */
    public void systems(TraceInput in) throws IOException {
        long count = in.u32("count of event systems");
        // Grows with what is really there, never with what the count claims.
        List<EventSystem> systems = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            systems.add(new EventSystem(in.name("an event system's name"), formats(in)));
        }
        metadata.systems(systems);
    }

    private static List<byte[]> formats(TraceInput in) throws IOException {
        long count = in.u32("count of event formats");
        List<byte[]> formats = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            formats.add(in.bytes(in.u64("size of an event format"), "an event format"));
        }
        return formats;
    }

    public void functions(TraceInput in) throws IOException {
        metadata.functions(in.bytes(in.u32("kallsyms size"), "kallsyms"));
    }

    public void printks(TraceInput in) throws IOException {
        metadata.printks(in.bytes(in.u32("printk_formats size"), "printk_formats"));
    }

    public void tasks(TraceInput in) throws IOException {
        metadata.tasks(in.bytes(in.u64("saved_cmdlines size"), "saved_cmdlines"));
    }

    /** The whole section; no size stands before it, whatever the format's description says. */
    public void btf(TraceInput in) throws IOException {
        metadata.btf(in.bytes(in.remaining(), "BTF"));
    }

    /** As {@link #btf}. */
    public void modules(TraceInput in) throws IOException {
        metadata.modules(in.bytes(in.remaining(), "modules"));
    }
}
