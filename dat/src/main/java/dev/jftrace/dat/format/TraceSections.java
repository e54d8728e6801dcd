package dev.jftrace.dat.format;

import java.util.List;

/**
 * All sections of a version 7 file in its order.
 *
 * @param sections those that are whole
 * @param strings the descriptions in the order of the file; the sections name them by their offsets
 * @param end bytes from the start of the file to the end of the last section that is whole: the file's size, unless it
 *     is damaged
 */
public record TraceSections(List<TraceSection> sections, List<SectionString> strings, long end) {
    public TraceSections {
        sections = List.copyOf(sections);
        strings = List.copyOf(strings);
    }

    /** @param offset bytes from the start of all strings taken as one */
    public record SectionString(int offset, String text) {}
}
