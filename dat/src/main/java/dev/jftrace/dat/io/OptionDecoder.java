package dev.jftrace.dat.io;

import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.format.OptionId;
import dev.jftrace.dat.format.OptionList.StoredOption;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.TraceCorruptException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Options as they stand in a file.
 *
 * <pre>
 *  0        2            6
 *  +--------+------------+--------------------+
 *  | id u16 | size u32   | size bytes         |
 *  +--------+------------+--------------------+
 * </pre>
 *
 * One that is unknown, or that does not have its form and bears no place, is kept as it is and reported; one that bears
 * a place must be good.
 */
public final class OptionDecoder {
    private final boolean sectioned;
    private final List<String> warnings;

    /** @param sectioned whether the file has sections, so that buffers tell their CPUs */
    public OptionDecoder(boolean sectioned, List<String> warnings) {
        this.sectioned = sectioned;
        this.warnings = warnings;
    }

    /** Reads size and payload of an option. */
    public StoredOption decode(int id, TraceInput in) throws IOException {
        long size = in.u32("option size");
        return new StoredOption(payload(id, size, in), (int) size);
    }

    private TraceOption payload(int id, long size, TraceInput in) throws IOException {
        long start = in.position();
        byte[] payload = in.bytes(size, "option " + id);
        TraceInput fields = TraceInput.of(in.resource(), payload, start, in.order());
        try {
            return decodeFields(id, payload, fields);
        } catch (TraceCorruptException e) {
            if (bearsPlace(id)) {
                throw e;
            }
            warnings.add("option " + id + " is not in its form: " + e.getMessage());
            return new TraceOption.Unknown(id, payload);
        }
    }

    private static boolean bearsPlace(int id) {
        return id == OptionId.DONE
                || id == OptionId.BUFFER
                || id >= OptionId.STRINGS && id <= OptionId.BTF_FILE
                || id == OptionId.MODULES_FILE;
    }

    /** Long for a method of this code base: one line for each id. */
    private TraceOption decodeFields(int id, byte[] payload, TraceInput in) throws IOException {
        return switch (id) {
            case OptionId.DONE -> new TraceOption.Done(in.u64("next options"));
            case OptionId.DATE -> new TraceOption.Date(in.text());
            case OptionId.CPUSTAT -> new TraceOption.CpuStat(in.text());
            case OptionId.BUFFER -> buffer(in);
            case OptionId.TRACECLOCK -> new TraceOption.TraceClock(in.text());
            case OptionId.UNAME -> new TraceOption.Uname(in.text());
            case OptionId.HOOK -> new TraceOption.Hook(in.text());
            case OptionId.OFFSET -> new TraceOption.Offset(in.text());
            case OptionId.CPUCOUNT -> new TraceOption.CpuCount(in.u32("CPU count"));
            case OptionId.VERSION -> new TraceOption.Version(in.text());
            case OptionId.PROCMAPS -> new TraceOption.ProcMaps(in.text());
            case OptionId.TRACEID -> new TraceOption.TraceId(in.u64("trace id"));
            case OptionId.TIME_SHIFT -> timeShift(in);
            case OptionId.GUEST -> guest(in);
            case OptionId.TSC2NSEC -> new TraceOption.Tsc2Nsec(in.u32("multiplier"), in.u32("shift"), in.u64("offset"));
            case OptionId.STRINGS,
                    OptionId.HEADER_INFO,
                    OptionId.FTRACE_EVENTS,
                    OptionId.EVENT_FORMATS,
                    OptionId.KALLSYMS,
                    OptionId.PRINTK,
                    OptionId.CMDLINES,
                    OptionId.BTF_FILE,
                    OptionId.MODULES_FILE -> new TraceOption.Section(id, in.u64("offset of a section"));
            case OptionId.BUFFER_TEXT ->
                new TraceOption.BufferText(in.u64("offset of a text"), in.name("a buffer's name"), clock(in));
            case OptionId.LAST_BOOT_INFO -> new TraceOption.LastBootInfo(in.text());
            default -> {
                warnings.add("unknown option " + id + " of " + payload.length + " bytes");
                yield new TraceOption.Unknown(id, payload);
            }
        };
    }

    private String clock(TraceInput in) throws IOException {
        return sectioned ? in.name("a clock") : "";
    }

    private TraceOption buffer(TraceInput in) throws IOException {
        long offset = in.u64("offset of a buffer");
        String name = in.name("a buffer's name");
        if (!sectioned) {
            return new TraceOption.Buffer(offset, name, "", 0, List.of());
        }
        String clock = in.name("a clock");
        long size = in.u32("sub-buffer size");
        int subBufferSize = size == 0 ? 0 : TraceHeader.checkedPageSize(size, in);
        long count = in.u32("CPU count");
        List<CpuRegion> cpus = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            cpus.add(new CpuRegion(cpu(in), in.u64("offset of a CPU"), in.u64("size of a CPU")));
        }
        return new TraceOption.Buffer(offset, name, clock, subBufferSize, cpus);
    }

    private static int cpu(TraceInput in) throws IOException {
        long cpu = in.u32("a CPU");
        if (cpu > Integer.MAX_VALUE) {
            throw in.corrupt("expected the number of a CPU, found " + cpu);
        }
        return (int) cpu;
    }

    private static TraceOption timeShift(TraceInput in) throws IOException {
        long peer = in.u64("peer's trace id");
        long flags = in.u32("flags");
        long count = in.u32("CPU count");
        List<TraceOption.ClockSamples> cpus = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long samples = in.u32("count of samples");
            cpus.add(new TraceOption.ClockSamples(
                    longs(in, samples), longs(in, samples), longs(in, samples), List.of()));
        }
        // Files of trace-cmd before 3 end here.
        if (in.remaining() > 0) {
            for (int i = 0; i < cpus.size(); i++) {
                TraceOption.ClockSamples cpu = cpus.get(i);
                cpus.set(
                        i,
                        new TraceOption.ClockSamples(
                                cpu.times(),
                                cpu.offsets(),
                                cpu.scalings(),
                                longs(in, cpu.times().size())));
            }
        }
        return new TraceOption.TimeShift(peer, flags, cpus);
    }

    private static List<Long> longs(TraceInput in, long count) throws IOException {
        List<Long> longs = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            longs.add(in.u64("a sample"));
        }
        return longs;
    }

    private static TraceOption guest(TraceInput in) throws IOException {
        String name = in.name("a guest's name");
        long traceId = in.u64("trace id");
        long count = in.u32("CPU count");
        List<TraceOption.GuestCpu> cpus = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            cpus.add(new TraceOption.GuestCpu(cpu(in), (int) in.u32("a pid")));
        }
        return new TraceOption.Guest(name, traceId, cpus);
    }
}
