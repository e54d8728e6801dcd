package dev.jftrace.dat.io;

import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.format.TraceOption;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** What {@link OptionDecoder} reads, as version 7 has it. */
public final class OptionEncoder {
    private final ByteOrder order;

    public OptionEncoder(ByteOrder order) {
        this.order = order;
    }

    public void encode(TraceOption option, TraceBytes to) {
        TraceBytes payload = new TraceBytes(order);
        fields(option, payload);
        to.u16(option.id()).u32(payload.length());
        to.bytes(Arrays.copyOf(payload.array(), payload.length()));
    }

    /** Long for a method of this code base: one line for each option. */
    private static void fields(TraceOption option, TraceBytes to) {
        if (option instanceof TraceOption.Done o) {
            to.u64(o.next());
        } else if (option instanceof TraceOption.Date o) {
            to.name(o.text());
        } else if (option instanceof TraceOption.CpuStat o) {
            to.name(o.text());
        } else if (option instanceof TraceOption.Buffer o) {
            buffer(o, to);
        } else if (option instanceof TraceOption.TraceClock o) {
            to.name(o.text());
        } else if (option instanceof TraceOption.Uname o) {
            to.name(o.text());
        } else if (option instanceof TraceOption.Hook o) {
            to.name(o.text());
        } else if (option instanceof TraceOption.Offset o) {
            to.name(o.text());
        } else if (option instanceof TraceOption.CpuCount o) {
            to.u32(o.cpus());
        } else if (option instanceof TraceOption.Version o) {
            to.name(o.text());
        } else if (option instanceof TraceOption.ProcMaps o) {
            to.name(o.text());
        } else if (option instanceof TraceOption.TraceId o) {
            to.u64(o.traceId());
        } else if (option instanceof TraceOption.TimeShift o) {
            timeShift(o, to);
        } else if (option instanceof TraceOption.Guest o) {
            to.name(o.name()).u64(o.traceId()).u32(o.cpus().size());
            o.cpus().forEach(cpu -> to.u32(cpu.cpu()).u32(cpu.pid()));
        } else if (option instanceof TraceOption.Tsc2Nsec o) {
            to.u32(o.multiplier()).u32(o.shift()).u64(o.offset());
        } else if (option instanceof TraceOption.Section o) {
            to.u64(o.offset());
        } else if (option instanceof TraceOption.BufferText o) {
            to.u64(o.offset()).name(o.name()).name(o.clock());
        } else if (option instanceof TraceOption.LastBootInfo o) {
            to.name(o.text());
        } else if (option instanceof TraceOption.Unknown o) {
            to.bytes(o.payload());
        }
    }

    private static void buffer(TraceOption.Buffer option, TraceBytes to) {
        to.u64(option.offset()).name(option.name()).name(option.clock());
        to.u32(option.subBufferSize()).u32(option.cpus().size());
        for (CpuRegion cpu : option.cpus()) {
            to.u32(cpu.cpu()).u64(cpu.offset()).u64(cpu.size());
        }
    }

    private static void timeShift(TraceOption.TimeShift option, TraceBytes to) {
        to.u64(option.peerTraceId()).u32(option.flags()).u32(option.cpus().size());
        for (TraceOption.ClockSamples cpu : option.cpus()) {
            to.u32(cpu.times().size());
            longs(cpu.times(), to);
            longs(cpu.offsets(), to);
            longs(cpu.scalings(), to);
        }
        option.cpus().forEach(cpu -> longs(cpu.fractions(), to));
    }

    private static void longs(List<Long> values, TraceBytes to) {
        values.forEach(to::u64);
    }
}
