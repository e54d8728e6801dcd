/** A recording: sources to pages to trace.dat. Moves what was recorded; looks into no event. */
module dev.jftrace.record {
    requires transitive dev.jftrace.event;
    requires transitive dev.jftrace.dat;
    requires transitive dev.jftrace.tracefs;
    requires jdk.jfr;
    requires dev.jftrace.analysis;
    requires jdk.attach;

    exports dev.jftrace.record;
    exports dev.jftrace.record.attach;
    exports dev.jftrace.record.io;
    exports dev.jftrace.record.jfr;
    exports dev.jftrace.record.jvm;
    exports dev.jftrace.record.kernel;
}
