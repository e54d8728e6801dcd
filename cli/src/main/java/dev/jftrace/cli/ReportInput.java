package dev.jftrace.cli;

import java.util.ArrayList;
import java.util.List;

/** A file that a report reads, with what was said of this one only. */
final class ReportInput {
    private final String path;
    private final List<FilterWord> filters = new ArrayList<>();
    private long offset;
    private long hertz;

    /** @param path null for what is said of all files */
    ReportInput(String path) {
        this.path = path;
    }

    /** A {@code -F}, and whether a {@code -v} stood before it. */
    record FilterWord(String text, boolean negative) {}

    String path() {
        return path;
    }

    /** What a line begins with where there are several files. */
    String baseName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    List<FilterWord> filters() {
        return filters;
    }

    /** ns that are added to each time. */
    long offset() {
        return offset;
    }

    void offset(long nanos) {
        offset = nanos;
    }

    /** The frequency of the clock, where the file does not tell; 0 for none. */
    long hertz() {
        return hertz;
    }

    void hertz(long frequency) {
        hertz = frequency;
    }
}
