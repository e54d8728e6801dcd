package dev.jftrace.analysis.json;

import dev.jftrace.analysis.kernel.KernelFlags;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.filter.EventTest;
import dev.jftrace.event.printfmt.PrintFormats;
import java.io.IOException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A trace as JSON lines, an event an object on a line, in the order of time:
 *
 * <pre>
 * {"ts":134744106000,"cpu":1,"comm":"bash","pid":1163,"flags":"d..2.","system":"sched","event":"sched_switch",
 *  "fields":{"prev_comm":"bash","prev_pid":1163,"prev_prio":120,"prev_state":1,...}}
 * </pre>
 *
 * <table>
 * <caption>Its members</caption>
 * <tr><td>{@code ts}<td>ns, or the units of {@code clock} where that is given
 * <tr><td>{@code clock}<td>only where the trace clock does not count ns
 * <tr><td>{@code buffer}<td>the instance; none for the top buffer
 * <tr><td>{@code lost}<td>events lost right before this one, -1 for an unknown number; none if nothing was lost
 * <tr><td>{@code flags}<td>the column of the kernel's {@code trace}: interrupts, reschedule, context, preempt depth,
 * migrate-disable depth
 * <tr><td>{@code fields}<td>those of the event's format, without the common ones
 * <tr><td>{@code symbols}<td>the functions that fields with addresses are in, by the names of the fields
 * <tr><td>{@code text}<td>of {@code bprint} and {@code bputs}, whose fields say nothing alone
 * <tr><td>{@code type}<td>the id, in place of {@code system}, {@code event} and {@code fields}, where the trace has no
 * format for it
 * </table>
 *
 * Integers are numbers with their signs as far as every reader keeps them exact, to 2^53 - 1; what lies beyond is a
 * string of its decimal digits. Addresses are strings in hex. Arrays of chars are strings up to the first NUL, other
 * arrays are arrays, bit masks the numbers of the bits that are set. Bytes that are no UTF-8 become U+FFFD.
 */
public final class JsonReport {
    private final EventStream stream;
    private final EventTest shown;
    private final Map<EventCatalog, Formats> catalogs = new IdentityHashMap<>();
    private Formats last;

    public JsonReport(EventStream stream) {
        this(stream, EventTest.ALWAYS);
    }

    /** @param shown asked once for each event, in the order of the stream */
    public JsonReport(EventStream stream, EventTest shown) {
        this.stream = stream;
        this.shown = shown;
    }

    /**
     * Appends the next event, a line.
     *
     * @return false at the end
     */
    public boolean next(TextBuffer out) throws IOException {
        TraceEvent event = stream.next();
        while (event != null && !shown.test(event)) {
            event = stream.next();
        }
        if (event == null) {
            return false;
        }
        append(event, out);
        return true;
    }

    /** Appends any event, a line. */
    public void append(TraceEvent event, TextBuffer out) {
        JsonText.unsigned(event.timestamp(), out.append("{\"ts\":"));
        if (!event.clock().isShownAsSeconds() && !event.clock().name().equals("boot")) {
            JsonText.string(event.clock().name(), out.append(",\"clock\":"));
        }
        if (!event.buffer().isEmpty()) {
            JsonText.string(event.buffer(), out.append(",\"buffer\":"));
        }
        if (event.missedEvents() != 0) {
            out.append(",\"lost\":").decimal(event.missedEvents());
        }
        out.append(",\"cpu\":").decimal(event.cpu());
        int pid = event.pid();
        byte[] comm = event.catalog().tasks().comm(pid);
        JsonText.string(comm, 0, comm.length, out.append(",\"comm\":"));
        out.append(",\"pid\":").decimal(pid).append(",\"flags\":\"");
        KernelFlags.append(event, out);
        out.append('"');
        if (event.format() == null) {
            out.append(",\"type\":").decimal(event.typeId());
        } else {
            formatsOf(event.catalog()).of(event.format()).append(event, out);
        }
        out.append("}\n");
    }

    private Formats formatsOf(EventCatalog catalog) {
        if (last == null || last.catalog != catalog) {
            last = catalogs.computeIfAbsent(catalog, Formats::new);
        }
        return last;
    }

    private static final class Formats {
        private final EventCatalog catalog;
        private final PrintFormats printFormats;
        private JsonFormat[] byId = new JsonFormat[64];

        Formats(EventCatalog catalog) {
            this.catalog = catalog;
            printFormats = new PrintFormats(catalog);
        }

        JsonFormat of(EventFormat format) {
            int id = format.id();
            if (id >= byId.length) {
                byId = Arrays.copyOf(byId, Math.max(id + 1, byId.length * 2));
            }
            if (byId[id] == null) {
                byId[id] = new JsonFormat(format, printFormats.get(format), catalog.longSize());
            }
            return byId[id];
        }
    }
}
