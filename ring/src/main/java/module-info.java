/** Bytes of a page and of an agent record: no I/O, no dependency, no meaning. */
module dev.jftrace.ring {
    exports dev.jftrace.ring;
}
