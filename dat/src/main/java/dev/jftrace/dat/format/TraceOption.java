package dev.jftrace.dat.format;

import java.util.List;

/**
 * What a file says about itself beside its events. Texts are as the file has them, without a NUL at their end.
 *
 * <p>Those that are {@link Placed} tell where in this one file something is: a copy of the file has others.
 */
public sealed interface TraceOption {
    /** One of {@link OptionId}, or one that is not known yet. */
    int id();

    /** An option that holds an offset in its file. */
    sealed interface Placed extends TraceOption {}

    /**
     * End of one list of options.
     *
     * @param next offset of the section with the next list; 0 for none (always in version 6)
     */
    record Done(long next) implements Placed {
        @Override
        public int id() {
            return OptionId.DONE;
        }
    }

    /** @param text microseconds from the trace's clock to the wall clock, as {@code 0x...} */
    record Date(String text) implements TraceOption {
        @Override
        public int id() {
            return OptionId.DATE;
        }
    }

    /** @param text {@code per_cpu/cpuN/stats} behind a line {@code CPU: N} */
    record CpuStat(String text) implements TraceOption {
        @Override
        public int id() {
            return OptionId.CPUSTAT;
        }
    }

    /**
     * A buffer of the trace.
     *
     * @param offset version 6: to the table of its CPUs; version 7: to its section
     * @param name empty for the top buffer
     * @param clock empty in version 6
     * @param subBufferSize bytes; 0 in version 6
     * @param cpus empty in version 6
     */
    record Buffer(long offset, String name, String clock, int subBufferSize, List<CpuRegion> cpus) implements Placed {
        public Buffer {
            cpus = List.copyOf(cpus);
        }

        @Override
        public int id() {
            return OptionId.BUFFER;
        }
    }

    /** @param text of {@code trace_clock}: all clocks, the one in use in brackets */
    record TraceClock(String text) implements TraceOption {
        @Override
        public int id() {
            return OptionId.TRACECLOCK;
        }
    }

    /** @param text system, node, release, machine */
    record Uname(String text) implements TraceOption {
        @Override
        public int id() {
            return OptionId.UNAME;
        }
    }

    /** @param text a hook that {@code trace-cmd profile} connects events by */
    record Hook(String text) implements TraceOption {
        @Override
        public int id() {
            return OptionId.HOOK;
        }
    }

    /** @param text nanoseconds to be added to each timestamp, in decimal or as {@code 0x...} */
    record Offset(String text) implements TraceOption {
        @Override
        public int id() {
            return OptionId.OFFSET;
        }
    }

    /** @param cpus how many CPUs the traced machine has */
    record CpuCount(long cpus) implements TraceOption {
        @Override
        public int id() {
            return OptionId.CPUCOUNT;
        }
    }

    /** @param text the program that recorded the trace */
    record Version(String text) implements TraceOption {
        @Override
        public int id() {
            return OptionId.VERSION;
        }
    }

    /** @param text "pid count name" in hexadecimal, then a line "start end file" for each mapped library */
    record ProcMaps(String text) implements TraceOption {
        @Override
        public int id() {
            return OptionId.PROCMAPS;
        }
    }

    /** @param traceId the same in all files of one session (host and guests) */
    record TraceId(long traceId) implements TraceOption {
        @Override
        public int id() {
            return OptionId.TRACEID;
        }
    }

    /** How a guest's timestamps become the host's. */
    record TimeShift(long peerTraceId, long flags, List<ClockSamples> cpus) implements TraceOption {
        /** Flag: between two samples the offset changes evenly. */
        public static final int INTERPOLATE = 1;

        public TimeShift {
            cpus = List.copyOf(cpus);
        }

        @Override
        public int id() {
            return OptionId.TIME_SHIFT;
        }
    }

    /** What was measured for one CPU, as the file orders it. @param fractions empty in files older than trace-cmd 3 */
    record ClockSamples(List<Long> times, List<Long> offsets, List<Long> scalings, List<Long> fractions) {
        public ClockSamples {
            times = List.copyOf(times);
            offsets = List.copyOf(offsets);
            scalings = List.copyOf(scalings);
            fractions = List.copyOf(fractions);
        }
    }

    /** A guest of the traced machine, and the host's threads that its CPUs run on. */
    record Guest(String name, long traceId, List<GuestCpu> cpus) implements TraceOption {
        public Guest {
            cpus = List.copyOf(cpus);
        }

        @Override
        public int id() {
            return OptionId.GUEST;
        }
    }

    /** @param pid the host's thread that runs the guest's CPU */
    record GuestCpu(int cpu, int pid) {}

    /** ns = cycles * multiplier >> shift; the offset is recorded, but nobody applies it. */
    record Tsc2Nsec(long multiplier, long shift, long offset) implements TraceOption {
        @Override
        public int id() {
            return OptionId.TSC2NSEC;
        }
    }

    /** Where a section is: 15 to 21, 23 and 25. */
    record Section(int id, long offset) implements Placed {}

    /** A trace that the kernel printed, where no raw pages were taken. */
    record BufferText(long offset, String name, String clock) implements Placed {
        @Override
        public int id() {
            return OptionId.BUFFER_TEXT;
        }
    }

    /** @param text "instance:content" of {@code last_boot_info}, for a buffer that outlived a boot */
    record LastBootInfo(String text) implements TraceOption {
        @Override
        public int id() {
            return OptionId.LAST_BOOT_INFO;
        }
    }

    /** One that is not known, or that is known but does not have its form; kept as it is. Leave the array as it is. */
    record Unknown(int id, byte[] payload) implements TraceOption {}
}
