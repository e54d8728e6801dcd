/** The only code that writes a control file of ftrace, and journals it first. */
module dev.jftrace.tracefs {
    requires com.github.luben.zstd_jni;
    requires org.tukaani.xz;

    exports dev.jftrace.tracefs;
    exports dev.jftrace.tracefs.buffer;
    exports dev.jftrace.tracefs.crash;
    exports dev.jftrace.tracefs.hazard;
    exports dev.jftrace.tracefs.image;
    exports dev.jftrace.tracefs.linux;
    exports dev.jftrace.tracefs.sqlhist;
}
