/** The only code that knows trace.dat. */
module dev.jftrace.dat {
    requires transitive dev.jftrace.event;
    requires com.github.luben.zstd_jni;

    exports dev.jftrace.dat;
    exports dev.jftrace.dat.format;
}
