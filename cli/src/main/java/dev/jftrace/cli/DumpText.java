package dev.jftrace.cli;

import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.OptionId;
import dev.jftrace.dat.format.OptionList;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.dat.format.TraceSection;
import dev.jftrace.dat.format.TraceSections;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The text of {@code jftrace dump}: trace-cmd's, line by line, in the order in which it comes by what it prints. */
final class DumpText {
    private final TraceFile trace;
    private final DumpPrinter out;
    private final DumpOptions options;
    private final Map<Long, TraceSection> sections;
    private final TraceSections walk;

    DumpText(TraceFile trace, Set<DumpPart> parts, OutputStream to) throws IOException {
        this.trace = trace;
        walk = trace.sections();
        sections = walk.sections().stream().collect(Collectors.toMap(TraceSection::offset, Function.identity()));
        out = new DumpPrinter(parts, to);
        options = new DumpOptions(out, sections);
    }

    void print() throws IOException {
        out.line("\n Tracing meta data in file " + trace.name() + ":\n", DumpPart.SUMMARY);
        out.line("\t[Initial format]\n", DumpPart.SUMMARY);
        out.line("\t\t" + trace.version() + "\t[Version]\n", DumpPart.SUMMARY);
        boolean little = trace.byteOrder() == ByteOrder.LITTLE_ENDIAN;
        out.line("\t\t" + (little ? "0\t[Little" : "1\t[Big") + " endian]\n", DumpPart.SUMMARY);
        out.line("\t\t" + trace.longSize() + "\t[Bytes in a long]\n", DumpPart.SUMMARY);
        out.line("\t\t" + trace.pageSize() + "\t[Page size, bytes]\n", DumpPart.SUMMARY);
        if (trace.version() == FileForm.OLDEST) {
            printPlain();
        } else {
            printSectioned();
        }
    }

    private void printPlain() throws IOException {
        for (int id : new int[] {
            OptionId.HEADER_INFO,
            OptionId.FTRACE_EVENTS,
            OptionId.EVENT_FORMATS,
            OptionId.KALLSYMS,
            OptionId.PRINTK,
            OptionId.CMDLINES
        }) {
            content(id);
        }
        int cpus = trace.buffer("").map(buffer -> buffer.cpus().size()).orElse(0);
        out.line("\t" + cpus + " [CPUs with tracing data]\n", DumpPart.SUMMARY);
        if (!trace.optionLists().isEmpty()) {
            printOptions();
        }
        if (!trace.texts().isEmpty()) {
            out.line("\t[Latency tracing data]\n", DumpPart.SUMMARY);
        }
        if (trace.buffer("").isPresent()) {
            printFlyrecord(trace.buffer("").get());
        }
    }

    private void printFlyrecord(TraceBuffer buffer) throws IOException {
        out.line("\t[Flyrecord tracing data]\n", DumpPart.SUMMARY, DumpPart.FLYRECORD);
        for (CpuRegion cpu : buffer.cpus()) {
            String place = String.format("%10s %10s", blankZero(cpu.offset()), blankZero(cpu.size()));
            out.line("\t " + place + "\t[offset, size of cpu " + cpu.cpu() + "]\n", DumpPart.FLYRECORD);
        }
        out.line("\t[Tracing clock]\n", DumpPart.SUMMARY, DumpPart.CLOCK);
        boolean told = trace.option(TraceOption.TraceClock.class).isPresent();
        String clock = told ? buffer.clockText() : " No tracing clock saved in the file";
        out.line("\t\t" + clock + "\n", DumpPart.SUMMARY, DumpPart.CLOCK);
    }

    /** As C prints {@code %.lld}. */
    private static String blankZero(long number) {
        return number == 0 ? "" : String.valueOf(number);
    }

    private void printSectioned() throws IOException {
        out.line("\t\t" + trace.compression().fileName() + "\t[Compression algorithm]\n", DumpPart.SUMMARY);
        out.line("\t\t" + trace.compressionVersion() + "\t[Compression version]\n", DumpPart.SUMMARY);
        out.line("\t[String @ offset]\n", DumpPart.STRINGS);
        for (TraceSections.SectionString string : walk.strings()) {
            out.line("\t\t\"" + string.text() + "\" @ " + string.offset() + "\n", DumpPart.STRINGS);
        }
        for (TraceSection section : walk.sections()) {
            printSection(section);
        }
        printOptions();
        Deque<TraceOption.Section> found = new ArrayDeque<>();
        for (TraceOption option : trace.options()) {
            if (option instanceof TraceOption.Section section
                    && !DumpOptions.NAMES.getOrDefault(section.id(), "").isEmpty()) {
                found.push(section);
            }
        }
        for (TraceOption.Section section : found) {
            out.section(sections.get(section.offset()), DumpOptions.partsOf(section.id()));
            content(section.id());
        }
        out.line("\t[" + walk.sections().size() + " sections]\n", DumpPart.SUMMARY, DumpPart.SECTIONS);
    }

    private void printSection(TraceSection section) throws IOException {
        if (section.id() > OptionId.MODULES_FILE) {
            out.line("Unknown section id " + section.id() + ": " + DumpPrinter.description(section), DumpPart.SECTIONS);
        }
        boolean chunks = section.id() == OptionId.BUFFER || section.id() == OptionId.BUFFER_TEXT;
        String size = !section.isCompressed()
                ? section.size() + " bytes"
                : chunks
                        ? section.size() + " compressed bytes"
                        : section.size() - 2 * Integer.BYTES + " compressed, " + section.rawSize() + " uncompressed";
        out.line(
                String.format(
                        "\t[Section %2d @ %-16d\t\"%s\", flags 0x%X, %s]\n",
                        section.id(), section.offset(), DumpPrinter.description(section), section.flags(), size),
                DumpPart.SECTIONS);
    }

    private void printOptions() throws IOException {
        int count = 0;
        for (OptionList list : trace.optionLists()) {
            if (trace.version() != FileForm.OLDEST) {
                out.section(sections.get(list.offset()), DumpPart.OPTIONS);
            }
            options.print(list.options());
            count += list.options().size();
        }
        out.line("\t[" + count + " options]\n", DumpPart.SUMMARY, DumpPart.OPTIONS);
    }

    private void content(int id) throws IOException {
        TraceMetadata metadata = trace.metadata();
        switch (id) {
            case OptionId.HEADER_INFO -> {
                out.text("Header page", metadata.headerPage(), DumpPart.HEAD_PAGE);
                out.text("Header event", metadata.headerEvent(), DumpPart.HEAD_EVENT);
            }
            case OptionId.FTRACE_EVENTS -> ftraceFormats(metadata.ftraceFormats());
            case OptionId.EVENT_FORMATS -> systems(metadata.systems());
            case OptionId.KALLSYMS -> out.text("Kallsyms", metadata.functions(), DumpPart.KALLSYMS);
            case OptionId.PRINTK -> out.text("Trace printk", metadata.printks(), DumpPart.PRINTK);
            case OptionId.CMDLINES -> out.text("Saved command lines", metadata.tasks(), DumpPart.CMD_LINES);
            case OptionId.MODULES_FILE -> modules(metadata.modules());
            default -> {
                // No other has content that is shown.
            }
        }
    }

    private void ftraceFormats(List<byte[]> formats) throws IOException {
        out.line("\t[Ftrace format, " + formats.size() + " events]\n", DumpPart.SUMMARY, DumpPart.FTRACE_EVENTS);
        for (byte[] format : formats) {
            out.bytes(format, DumpPart.FTRACE_EVENTS);
        }
    }

    private void systems(List<EventSystem> systems) throws IOException {
        out.line(
                "\t[Events format, " + systems.size() + " systems]\n",
                DumpPart.SUMMARY,
                DumpPart.EVENTS,
                DumpPart.SYSTEMS);
        for (EventSystem system : systems) {
            int count = system.formats().size();
            out.line("\t\t" + system.name() + " " + count + " [system, events]\n", DumpPart.SYSTEMS);
            for (byte[] format : system.formats()) {
                out.bytes(format, DumpPart.EVENTS);
            }
        }
    }

    private void modules(byte[] modules) throws IOException {
        out.line("\t[Saved modules]\n", DumpPart.SUMMARY, DumpPart.MODULES);
        out.bytes(modules, DumpPart.SUMMARY, DumpPart.MODULES);
        out.line("[" + modules.length + " bytes]\n", DumpPart.SUMMARY, DumpPart.MODULES);
    }
}
