/** The only code that writes a control file of ftrace, and journals it first. */
module dev.jftrace.tracefs {
    exports dev.jftrace.tracefs;
    exports dev.jftrace.tracefs.buffer;
    exports dev.jftrace.tracefs.linux;
    exports dev.jftrace.tracefs.sqlhist;
}
