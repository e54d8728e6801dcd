package dev.jftrace.event;

/** Where the fields stand that all events of a trace share. Null where the kernel has none of that name. */
record CommonFields(
        EventField type,
        EventField flags,
        EventField preemptCount,
        EventField pid,
        EventField migrateDisable,
        EventField lockDepth) {

    static CommonFields of(EventFormat format) {
        return new CommonFields(
                format.field("common_type"),
                format.field("common_flags"),
                format.field("common_preempt_count"),
                format.field("common_pid"),
                format.field("common_migrate_disable"),
                format.field("common_lock_depth"));
    }

    /** A trace without any format has no events to show; these are what kernels since 2.6.31 have. */
    static CommonFields usual() {
        return new CommonFields(
                new EventField("common_type", "unsigned short", 0, 2, 0, 2, 0),
                new EventField("common_flags", "unsigned char", 2, 1, 0, 1, 0),
                new EventField("common_preempt_count", "unsigned char", 3, 1, 0, 1, 0),
                new EventField("common_pid", "int", 4, 4, 0, 4, EventField.SIGNED),
                null,
                null);
    }
}
