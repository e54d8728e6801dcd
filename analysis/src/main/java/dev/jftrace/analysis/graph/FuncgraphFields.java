package dev.jftrace.analysis.graph;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;

/**
 * Where the fields of funcgraph_entry or funcgraph_exit stand in one trace; presence and order differ among kernels.
 * Null where there is none.
 *
 * @param kind how a call of a JVM ended: 0 returned, 1 threw, 2 its exit was not seen
 * @param arguments of a JVM's call, as text
 * @param result likewise
 */
record FuncgraphFields(
        boolean isExit,
        EventField func,
        EventField depth,
        EventField overrun,
        EventField calltime,
        EventField rettime,
        EventField retval,
        EventField retaddr,
        EventField args,
        EventField kind,
        EventField arguments,
        EventField result) {

    /** @return null if the format is not one of the two */
    static FuncgraphFields of(EventFormat format) {
        boolean entry = format.name().equals("funcgraph_entry") || format.name().equals("fgraph_retaddr_entry");
        boolean exit = format.name().equals("funcgraph_exit");
        if (!entry && !exit || format.field("func") == null || format.field("depth") == null) {
            return null;
        }
        return new FuncgraphFields(
                exit,
                format.field("func"),
                format.field("depth"),
                format.field("overrun"),
                format.field("calltime"),
                format.field("rettime"),
                format.field("retval"),
                format.field("retaddr"),
                format.field("args"),
                format.field("kind"),
                text(format, "arguments"),
                text(format, "result"));
    }

    private static EventField text(EventFormat format, String name) {
        EventField field = format.field(name);
        return field != null && field.isString() && field.isDynamic() ? field : null;
    }
}
