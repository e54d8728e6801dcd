package dev.jftrace.cli;

import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.PrintkFormats;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.filter.EventPattern;
import dev.jftrace.event.filter.FilterException;
import dev.jftrace.event.printfmt.PrintFormats;
import java.nio.ByteOrder;
import java.util.Comparator;

/** What a trace has to decode its events with, in trace-cmd's words. */
final class TraceListing {
    /** Java does not tell the host's without a native call; x86 has no other. */
    private static final int HOST_PAGE_SIZE = 4096;

    private static final String FTRACE = "ftrace";

    /** No kernel has a format file of it. */
    private static final String MADE_UP = "blktrace";

    private final TraceFile file;
    private final TextBuffer out;

    TraceListing(TraceFile file, TextBuffer out) {
        this.file = file;
        this.out = out;
    }

    void byteOrder() {
        out.append("file is ").append(name(file.byteOrder()));
        out.append(" endian and host is ").append(name(ByteOrder.nativeOrder())).append(" endian\n");
    }

    private static String name(ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN ? "big" : "little";
    }

    void pageSize() {
        out.append("file page size is ").decimal(file.pageSize());
        out.append(", and host page size is ").decimal(HOST_PAGE_SIZE).append('\n');
    }

    void functions() {
        FunctionMap functions = file.catalog().functions();
        for (int i = 0; i < functions.size(); i++) {
            address(functions.address(i));
            functions.appendName(i, out);
            String module = functions.module(i);
            out.append(module == null ? "\n" : " [" + module + "]\n");
        }
    }

    void printks() {
        PrintkFormats printks = file.catalog().printks();
        for (long address : printks.addresses()) {
            address(address);
            out.append(printks.find(address)).append('\n');
        }
    }

    private void address(long address) {
        int from = out.length();
        out.hex(address).alignRight(from, 2 * Long.BYTES, '0').append(' ');
    }

    void names() {
        file.catalog().formats().stream()
                .filter(format -> !format.name().equals(MADE_UP))
                .sorted(Comparator.comparing(EventFormat::system)
                        .thenComparing(EventFormat::name)
                        .thenComparingInt(EventFormat::id))
                .forEach(format -> out.append(format.toString()).append('\n'));
    }

    /** The format files, those of each system but ftrace below its name. @param regex as {@code --event} takes it */
    void formats(String regex) throws UsageException {
        EventPattern pattern = pattern(regex);
        String system = FTRACE;
        for (EventFormat format : file.catalog().formats()) {
            if (format.name().equals(MADE_UP) || !pattern.matches(format)) {
                continue;
            }
            if (!format.system().equals(system)) {
                system = format.system();
                out.append("\nsystem: ").append(system).append('\n');
            }
            out.append(format.text()).append('\n');
        }
    }

    private static EventPattern pattern(String regex) throws UsageException {
        try {
            return EventPattern.parts(regex);
        } catch (FilterException e) {
            throw new UsageException("report: --event '" + regex + "': " + e.what());
        }
    }

    /** Tells which print fmts can't be followed. @return how many */
    int check(Console console) {
        PrintFormats formats = new PrintFormats(file.catalog());
        int failures = 0;
        for (EventFormat format : file.catalog().formats()) {
            String failure = formats.get(format).failure();
            if (failure != null) {
                console.say(format + ": " + failure);
                failures++;
            }
        }
        return failures;
    }
}
