package dev.jftrace.record.kernel;

/**
 * What became of the events of one CPU, as {@code per_cpu/cpuN/stats} says.
 *
 * @param text all of it, with a line that names the CPU before it, as trace-cmd keeps it in the file
 * @param overrun events that newer ones overwrote
 * @param dropped events that were not written, as the buffer was full and was not to be overwritten
 * @param read events that were taken
 * @param entries events that are still there
 */
record BufferStats(String text, long overrun, long dropped, long read, long entries) {
    static BufferStats of(int cpu, String stats) {
        return new BufferStats(
                "CPU: " + cpu + "\n" + stats,
                number(stats, "overrun"),
                number(stats, "dropped events"),
                number(stats, "read events"),
                number(stats, "entries"));
    }

    private static long number(String stats, String name) {
        for (String line : stats.split("\n")) {
            String value = line.startsWith(name + ":")
                    ? line.substring(name.length() + 1).strip()
                    : "";
            if (value.matches("\\d{1,18}")) {
                return Long.parseLong(value);
            }
        }
        return 0;
    }

    /** Events that the trace lacks. */
    long lost() {
        return overrun + dropped;
    }
}
