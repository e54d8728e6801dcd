package dev.jftrace.cli;

import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.format.OptionId;
import dev.jftrace.dat.format.OptionList.StoredOption;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.dat.format.TraceSection;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The options of a file as {@code jftrace dump} prints them. */
final class DumpOptions {
    /** What trace-cmd calls an option that tells of a section; one without a name is unknown to it. */
    static final Map<Integer, String> NAMES = Map.of(
            OptionId.HEADER_INFO, "HEADERS",
            OptionId.FTRACE_EVENTS, "FTRACE EVENTS",
            OptionId.EVENT_FORMATS, "EVENT FORMATS",
            OptionId.KALLSYMS, "KALLSYMS",
            OptionId.PRINTK, "PRINTK",
            OptionId.CMDLINES, "CMDLINES",
            OptionId.MODULES_FILE, "MODULES_FILE");

    private static final DumpPart[] PLACES = {DumpPart.OPTIONS, DumpPart.FLYRECORD};

    private final DumpPrinter out;
    private final Map<Long, TraceSection> sections;

    DumpOptions(DumpPrinter out, Map<Long, TraceSection> sections) {
        this.out = out;
        this.sections = sections;
    }

    static DumpPart[] partsOf(int section) {
        return switch (section) {
            case OptionId.HEADER_INFO -> new DumpPart[] {DumpPart.HEAD_PAGE, DumpPart.HEAD_EVENT};
            case OptionId.FTRACE_EVENTS -> new DumpPart[] {DumpPart.FTRACE_EVENTS};
            case OptionId.EVENT_FORMATS -> new DumpPart[] {DumpPart.SYSTEMS, DumpPart.EVENTS};
            case OptionId.KALLSYMS -> new DumpPart[] {DumpPart.KALLSYMS};
            case OptionId.PRINTK -> new DumpPart[] {DumpPart.PRINTK};
            case OptionId.CMDLINES -> new DumpPart[] {DumpPart.CMD_LINES};
            case OptionId.MODULES_FILE -> new DumpPart[] {DumpPart.MODULES};
            default -> new DumpPart[0];
        };
    }

    void print(List<StoredOption> options) throws IOException {
        for (StoredOption option : options) {
            print(option.option(), option.size());
        }
    }

    /** Long for a method of this code base: one line for each option. */
    private void print(TraceOption option, int size) throws IOException {
        switch (option) {
            case TraceOption.Date o -> text("DATE", o.text(), size);
            case TraceOption.CpuStat o -> text("CPUSTAT", o.text(), size);
            case TraceOption.Uname o -> text("UNAME", o.text(), size);
            case TraceOption.Hook o -> text("HOOK", o.text(), size);
            case TraceOption.Offset o -> text("OFFSET", o.text(), size);
            case TraceOption.Version o -> text("VERSION", o.text(), size);
            case TraceOption.ProcMaps o -> text("PROCMAPS", o.text(), size);
            case TraceOption.LastBootInfo o -> text("LAST_BOOT_INFO", o.text(), size);
            case TraceOption.TraceClock o -> {
                head("TRACECLOCK", size);
                out.line(o.text() + "\n", DumpPart.OPTIONS, DumpPart.CLOCK);
            }
            case TraceOption.CpuCount o -> {
                head("CPUCOUNT", size);
                line((int) o.cpus() + "\n");
            }
            case TraceOption.TraceId o -> {
                head("TRACEID", size);
                line("0x" + hex(o.traceId()) + "\n");
            }
            case TraceOption.Buffer o -> buffer(o, size);
            case TraceOption.BufferText o -> {
                place(o.offset(), o.name(), size);
                out.line('"' + o.clock() + "\" [clock]\n", PLACES);
                String told = "\t[buffer \"" + o.name() + "\", \"" + o.clock() + "\" clock, latency data]\n";
                out.line(told, DumpPart.SUMMARY);
            }
            case TraceOption.TimeShift o -> timeShift(o, size);
            case TraceOption.Guest o -> guest(o, size);
            case TraceOption.Tsc2Nsec o -> {
                line("\n\t\t[Option TSC2NSEC, " + size + " bytes]\n");
                line((int) o.multiplier() + " " + (int) o.shift() + " " + Long.toUnsignedString(o.offset())
                        + " [multiplier, shift, offset]\n");
            }
            case TraceOption.Section o -> section(o, size);
            case TraceOption.Done o -> done(o, size);
            case TraceOption.Unknown o -> unknown(o.id(), size);
        }
    }

    private void section(TraceOption.Section option, int size) throws IOException {
        String name = NAMES.get(option.id());
        if (name == null) {
            unknown(option.id(), size);
        } else {
            line("\t\t[Option " + name + ", " + size + " bytes] @ " + option.offset() + "\n");
        }
    }

    private void unknown(int id, int size) throws IOException {
        line(" " + id + " " + size + "\t[Unknown option, size - skipping]\n");
    }

    private void done(TraceOption.Done option, int size) throws IOException {
        head("DONE", size);
        line(option.next() + "\n");
        if (option.next() != 0) {
            line("\n\n");
        }
    }

    private void text(String name, String text, int size) throws IOException {
        head(name, size);
        if (size > 0) {
            line(text + "\n");
        }
    }

    private void head(String name, int size) throws IOException {
        line("\t\t[Option " + name + ", " + size + " bytes]\n");
    }

    private void line(String text) throws IOException {
        out.line(text, DumpPart.OPTIONS);
    }

    private static String hex(long value) {
        return String.format("%X", value);
    }

    private void place(long offset, String name, int size) throws IOException {
        out.section(sections.get(offset), DumpPart.FLYRECORD);
        out.line("\t\t[Option BUFFER, " + size + " bytes]\n", PLACES);
        out.line(offset + " [offset]\n", PLACES);
        out.line('"' + name + "\" [name]\n", PLACES);
    }

    private void buffer(TraceOption.Buffer option, int size) throws IOException {
        place(option.offset(), option.name(), size);
        if (option.subBufferSize() == 0
                && option.cpus().isEmpty()
                && option.clock().isEmpty()) {
            return;
        }
        out.line('"' + option.clock() + "\" [clock]\n", PLACES);
        out.line(option.subBufferSize() + " [Page size, bytes]\n", PLACES);
        out.line(option.cpus().size() + " [CPUs]:\n", PLACES);
        long total = 0;
        for (CpuRegion cpu : option.cpus()) {
            total += cpu.size();
            out.line(
                    "   " + cpu.cpu() + " " + cpu.offset() + "\t" + cpu.size() + "\t[id, data offset and size]\n",
                    PLACES);
        }
        out.line(
                "\t[buffer \"" + option.name() + "\", \"" + option.clock() + "\" clock, " + option.subBufferSize()
                        + " page size, " + option.cpus().size() + " cpus, " + total + " bytes flyrecord data]\n",
                DumpPart.SUMMARY);
    }

    private void timeShift(TraceOption.TimeShift option, int size) throws IOException {
        head("TimeShift", size);
        line("0x" + hex(option.peerTraceId()) + " [peer's trace id]\n");
        line("0x" + hex(option.flags()) + " [peer's protocol flags]\n");
        line("0x" + hex(option.cpus().size()) + " [peer's CPU count]\n");
        for (int cpu = 0; cpu < option.cpus().size(); cpu++) {
            int count = option.cpus().get(cpu).times().size();
            line(count + " [samples count for CPU " + cpu + "]\n");
        }
        for (TraceOption.ClockSamples cpu : option.cpus()) {
            for (int i = 0; i < cpu.times().size(); i++) {
                long fraction = cpu.fractions().isEmpty() ? 0 : cpu.fractions().get(i);
                line("\t" + cpu.offsets().get(i) + " " + cpu.scalings().get(i) + " " + Long.toUnsignedString(fraction)
                        + " " + Long.toUnsignedString(cpu.times().get(i)) + "[offset * scaling >> fraction @ time]\n");
            }
        }
    }

    private void guest(TraceOption.Guest option, int size) throws IOException {
        head("GUEST", size);
        line(option.name() + " [Guest name]\n");
        line("0x" + hex(option.traceId()) + " [trace id]\n");
        line(option.cpus().size() + " [Guest CPUs]\n");
        for (TraceOption.GuestCpu cpu : option.cpus()) {
            line("  " + cpu.cpu() + " " + cpu.pid() + " [guest cpu, host pid]\n");
        }
    }
}
