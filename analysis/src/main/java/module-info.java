/** What a stream of events means to somebody who reads it. Pure: a stream in, text out; opens no file. */
module dev.jftrace.analysis {
    requires transitive dev.jftrace.event;

    exports dev.jftrace.analysis.graph;
    exports dev.jftrace.analysis.hist;
    exports dev.jftrace.analysis.json;
    exports dev.jftrace.analysis.kernel;
    exports dev.jftrace.analysis.profile;
    exports dev.jftrace.analysis.report;
    exports dev.jftrace.analysis.report.plugin;
}
