/** Words in, text out: one class per command; the only System.out, the only exit status. */
module dev.jftrace.cli {
    requires dev.jftrace.analysis;
    requires dev.jftrace.dat;
    requires dev.jftrace.record;
    requires dev.jftrace.tracefs;
}
