package dev.jftrace.dat;

import java.util.List;

/**
 * What parts of a trace {@link TraceSplit} makes.
 *
 * @param start events before it are in no part; in the units of the trace as it is shown, unsigned
 * @param end events after it are in no part, unsigned; -1 for none
 * @param unit what a part is measured by
 * @param count how many of the unit a part has at most; ns for a time
 * @param perCpu whether each CPU is measured for itself
 * @param cpu the only CPU that is kept; -1 for all
 * @param buffers those that are kept, under the names that they are to have; empty for all as they are
 */
public record SplitPlan(
        long start, long end, Unit unit, long count, boolean perCpu, int cpu, List<BufferName> buffers) {
    /** All of the trace in one part. */
    public static final SplitPlan WHOLE = new SplitPlan(0, -1, Unit.ALL, 0, false, -1, List.of());

    public SplitPlan {
        buffers = List.copyOf(buffers);
    }

    /** What ends a part. */
    public enum Unit {
        /** Only the end of the trace. */
        ALL,
        /** Time since the part's first event. */
        TIME,
        /** Events of each buffer. */
        EVENTS,
        /** Sub-buffers of each CPU. */
        PAGES
    }

    /** @param from the name in the trace, empty for the top buffer; @param to the name in the parts */
    public record BufferName(String from, String to) {}
}
