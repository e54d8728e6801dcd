/**
 * Turns method calls into records inside a traced JVM, and never disturbs it. There it is no module: its shaded jar, which holds
 * all that is required here, is loaded by the boot loader.
 */
module dev.jftrace.agent {
    requires dev.jftrace.ring;
    requires java.instrument;
    requires static jdk.jfr;
    requires org.objectweb.asm;
}
