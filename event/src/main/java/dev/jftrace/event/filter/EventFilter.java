package dev.jftrace.event.filter;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TraceEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A filter of {@code report -F}: {@code [SYSTEM/]EVENT[,...][: condition]}, made ready for the events of one trace. An
 * event that it does not name does not pass. For one thread.
 *
 * <p>The names of events are regular expressions. The condition compares fields, {@code COMM} and {@code CPU} with
 * numbers and strings; {@code &&} and {@code ||} are taken from left to right, numbers have no sign, and what asks for
 * a field that the event does not have is false.
 */
public final class EventFilter implements EventTest {
    private static final Condition NONE = new Condition.NotZero(new Operand.Literal(1));

    private final List<EventFormat> formats;
    private final Condition condition;
    private final boolean[] named;
    private final EventTest[] tests;

    private EventFilter(List<EventFormat> formats, Condition condition) {
        this.formats = formats;
        this.condition = condition;
        int end = formats.stream().mapToInt(EventFormat::id).max().orElse(-1) + 1;
        named = new boolean[end];
        tests = new EventTest[end];
        formats.forEach(format -> named[format.id()] = true);
    }

    /** @throws FilterException also where a name matches no event of the catalog */
    public static EventFilter compile(String text, EventCatalog catalog) throws FilterException {
        int colon = text.indexOf(':');
        int namesEnd = colon < 0 ? text.length() : colon;
        List<EventFormat> formats = new ArrayList<>();
        int start = 0;
        while (start <= namesEnd) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 || comma > namesEnd ? namesEnd : comma;
            formats.addAll(find(text, start, end, catalog));
            start = end + 1;
        }
        return new EventFilter(formats, colon < 0 ? NONE : FilterParser.parse(text, colon + 1));
    }

    private static List<EventFormat> find(String text, int start, int end, EventCatalog catalog)
            throws FilterException {
        String name = text.substring(start, end);
        int indent = name.length() - name.stripLeading().length();
        EventPattern pattern = EventPattern.parse(text, start + indent, name);
        List<EventFormat> found =
                catalog.formats().stream().filter(pattern::matches).toList();
        if (found.isEmpty()) {
            throw new FilterException(text, start + indent, "the trace has no event '" + name.strip() + "'");
        }
        return found;
    }

    @Override
    public boolean test(TraceEvent event) {
        return names(event.typeId()) && testOf(event).test(event);
    }

    /** Those that it names. */
    List<EventFormat> formats() {
        return formats;
    }

    /** False for an event that does not pass whatever it holds. */
    boolean names(int typeId) {
        return typeId >= 0 && typeId < named.length && named[typeId];
    }

    /** Fields are looked up when the first event comes: a filter may name more than a thousand formats. */
    private EventTest testOf(TraceEvent event) {
        int id = event.typeId();
        if (tests[id] == null) {
            tests[id] = condition == NONE ? ALWAYS : condition.on(event.format());
        }
        return tests[id];
    }

    /** What {@code report -T} tells: {@code EVENT: condition} for each, in trace-cmd's order. */
    public List<String> description() {
        List<EventFormat> order = new ArrayList<>(formats);
        order.sort(Comparator.comparingInt(EventFormat::id).reversed());
        return order.stream()
                .map(format -> format.name() + ": " + (condition == NONE ? "TRUE" : Condition.text(condition, format)))
                .toList();
    }
}
