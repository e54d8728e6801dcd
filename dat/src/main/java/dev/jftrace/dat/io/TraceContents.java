package dev.jftrace.dat.io;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.OptionList;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.TraceCorruptException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a version's reader found.
 *
 * @param functions {@code /proc/kallsyms}, which the metadata may be without: the largest text of most files, and of no
 *     use to many readers
 * @param buffers the top buffer first, if there is one
 * @param warnings what it went over, in words for the user
 * @param faults what is damaged, though what was found is good
 */
public record TraceContents(
        Compression compression,
        TraceMetadata metadata,
        BytesSource functions,
        List<OptionList> lists,
        List<BufferRegion> buffers,
        List<TextRegion> texts,
        SectionSource sections,
        List<String> warnings,
        List<TraceCorruptException> faults) {
    public TraceContents {
        lists = List.copyOf(lists);
        buffers = List.copyOf(buffers);
        texts = List.copyOf(texts);
        warnings = List.copyOf(warnings);
        faults = List.copyOf(faults);
    }

    /** All options without the ends of their lists. */
    public List<TraceOption> options() {
        List<TraceOption> options = new ArrayList<>();
        for (OptionList list : lists) {
            for (OptionList.StoredOption stored : list.options()) {
                if (!(stored.option() instanceof TraceOption.Done)) {
                    options.add(stored.option());
                }
            }
        }
        return List.copyOf(options);
    }
}
