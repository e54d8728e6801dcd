/** Event formats, fields, print fmt, filters, function map, the event stream: knows meaning, not where it came from. */
module dev.jftrace.event {
    requires transitive dev.jftrace.ring;

    exports dev.jftrace.event;
    exports dev.jftrace.event.filter;
    exports dev.jftrace.event.printfmt;
}
