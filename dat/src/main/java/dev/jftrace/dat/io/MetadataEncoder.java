package dev.jftrace.dat.io;

import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.TraceMetadata;
import java.nio.ByteOrder;
import java.util.List;

/** What {@link MetadataDecoder} reads. */
public final class MetadataEncoder {
    private final TraceMetadata metadata;
    private final ByteOrder order;

    public MetadataEncoder(TraceMetadata metadata, ByteOrder order) {
        this.metadata = metadata;
        this.order = order;
    }

    public TraceBytes headers() {
        TraceBytes to = bytes().name("header_page");
        to.u64(metadata.headerPage().length).bytes(metadata.headerPage());
        to.name("header_event");
        return to.u64(metadata.headerEvent().length).bytes(metadata.headerEvent());
    }

    public TraceBytes ftraceFormats() {
        return formats(bytes(), metadata.ftraceFormats());
    }

    public TraceBytes systems() {
        TraceBytes to = bytes().u32(metadata.systems().size());
        for (EventSystem system : metadata.systems()) {
            formats(to.name(system.name()), system.formats());
        }
        return to;
    }

    private static TraceBytes formats(TraceBytes to, List<byte[]> formats) {
        to.u32(formats.size());
        formats.forEach(format -> to.u64(format.length).bytes(format));
        return to;
    }

    public TraceBytes functions() {
        return bytes().u32(metadata.functions().length).bytes(metadata.functions());
    }

    public TraceBytes printks() {
        return bytes().u32(metadata.printks().length).bytes(metadata.printks());
    }

    public TraceBytes tasks() {
        return bytes().u64(metadata.tasks().length).bytes(metadata.tasks());
    }

    public TraceBytes btf() {
        return bytes().bytes(metadata.btf());
    }

    public TraceBytes modules() {
        return bytes().bytes(metadata.modules());
    }

    private TraceBytes bytes() {
        return new TraceBytes(order);
    }
}
