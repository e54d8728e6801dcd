package dev.jftrace.dat.io;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import java.util.List;

/**
 * What a version's reader found.
 *
 * @param buffers the top buffer first, if there is one
 * @param warnings what it went over, in words for the user
 */
public record TraceContents(
        Compression compression,
        TraceMetadata metadata,
        List<TraceOption> options,
        List<BufferRegion> buffers,
        List<TextRegion> texts,
        SectionSource sections,
        List<String> warnings) {
    public TraceContents {
        options = List.copyOf(options);
        buffers = List.copyOf(buffers);
        texts = List.copyOf(texts);
        warnings = List.copyOf(warnings);
    }
}
