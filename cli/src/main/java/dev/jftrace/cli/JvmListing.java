package dev.jftrace.cli;

import dev.jftrace.record.attach.RunningJvm;
import dev.jftrace.record.attach.RunningJvms;
import java.io.IOException;

/** The JVMs of this machine, a line each, and whether they can be traced. */
final class JvmListing {
    private JvmListing() {}

    static String text() throws IOException {
        StringBuilder text = new StringBuilder("    PID  JAVA       AGENT  MAIN\n");
        for (RunningJvm jvm : RunningJvms.list()) {
            String line = String.format("%7d  %-9s  %-5s  %s", jvm.pid(), jvm.release(), agent(jvm), jvm.main());
            text.append(line);
            jvm.obstacle().ifPresent(why -> text.append("  (no: ").append(why).append(')'));
            text.append('\n');
        }
        return text.toString();
    }

    private static String agent(RunningJvm jvm) {
        return jvm.hasAgent() ? "yes" : "-";
    }
}
