package dev.jftrace.cli;

import dev.jftrace.analysis.report.plugin.TimeText;
import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.CpuCursor;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** What a trace says of its recording and of its CPUs, in trace-cmd's words. */
final class BufferListing {
    private static final int COUNTER_WIDTH = 12;

    private final ReportTrace trace;
    private final TraceFile file;
    private final TextBuffer out;

    BufferListing(ReportTrace trace, TextBuffer out) {
        this.trace = trace;
        this.file = trace.file();
        this.out = out;
    }

    /** The CPUs of the top buffer that have events. */
    void cpus(ReportWords words) throws IOException {
        out.append("List of CPUs in ").append(trace.input().path()).append(" with data:\n");
        for (CpuCursor cursor : trace.topCursors(trace.faults())) {
            if (cursor.advance()) {
                cpu(cursor, words);
            }
        }
    }

    private void cpu(CpuCursor cursor, ReportWords words) throws IOException {
        boolean nanoseconds = words.options().nanoseconds();
        out.append("  ").decimal(cursor.cpu());
        if (words.tellsFirstEvent()) {
            time(cursor.timestamp(), nanoseconds, out.append("\tFirst event:"));
        }
        if (words.tellsLastEvent()) {
            long last = cursor.timestamp();
            while (cursor.advance()) {
                last = cursor.timestamp();
            }
            time(last, nanoseconds, out.append("\tLast event:"));
        }
        out.append('\n');
    }

    private void time(long time, boolean nanoseconds, TextBuffer to) {
        TraceClock clock = file.buffer("").map(trace::clock).orElse(TraceClock.LOCAL);
        if (clock.isShownAsSeconds()) {
            TimeText.append(time, nanoseconds, to);
        } else {
            int from = to.length();
            to.unsigned(time).alignRight(from, COUNTER_WIDTH, ' ');
        }
    }

    void statistics() throws IOException {
        out.append("\nKernel buffer statistics:\n"
                + "  Note: \"entries\" are the entries left in the kernel ring buffer and are not\n"
                + "        recorded in the trace data. They should all be zero.\n\n");
        List<TraceOption.CpuStat> statistics = file.options().stream()
                .filter(TraceOption.CpuStat.class::isInstance)
                .map(TraceOption.CpuStat.class::cast)
                .toList();
        statistics.forEach(cpu -> out.append(cpu.text()).append('\n'));
        out.append(statistics.isEmpty() ? " No stats in this file\n" : "\n");
        if (file.buffer("").isPresent()) {
            places(file.buffer("").get());
        }
    }

    /** Where the data of the CPUs are, and their bytes when they are not compressed; also of CPUs without any. */
    private void places(TraceBuffer buffer) throws IOException {
        List<CpuSource> sources = buffer.sources();
        int next = 0;
        for (int i = 0; i < sources.size(); i++) {
            CpuRegion cpu = buffer.cpus().get(i);
            withoutData(next, cpu.cpu());
            next = cpu.cpu() + 1;
            try (InputStream data = sources.get(i).open()) {
                place(cpu.cpu(), cpu.offset(), data.transferTo(OutputStream.nullOutputStream()));
            }
        }
        withoutData(next, trace.cpus());
    }

    private void withoutData(int from, int to) {
        for (int cpu = from; cpu < Math.min(to, CpuList.MOST_CPUS); cpu++) {
            place(cpu, 0, 0);
        }
    }

    private void place(int cpu, long offset, long bytes) {
        out.append("CPU")
                .decimal(cpu)
                .append(" data recorded at offset=0x")
                .hex(offset)
                .append("\n    ")
                .decimal(bytes)
                .append(" bytes in size\n");
    }

    void machine() {
        out.append(file.option(TraceOption.Uname.class)
                        .map(TraceOption.Uname::text)
                        .orElse(" uname was not recorded in this file"))
                .append('\n');
    }

    void version() {
        out.append(file.option(TraceOption.Version.class)
                        .map(TraceOption.Version::text)
                        .orElse(" version was not recorded in this file"))
                .append('\n');
    }
}
