package dev.jftrace.cli;

import dev.jftrace.record.attach.LeftJvm;
import dev.jftrace.record.attach.RunningJvm;
import dev.jftrace.record.attach.RunningJvms;
import dev.jftrace.record.jfr.JvmEventType;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
        for (LeftJvm left : LeftJvm.all()) {
            String pid = left.name().replaceFirst("jvm-([0-9]+).*", "$1");
            text.append(
                    String.format("%7s  %-9s  %-5s  %s", pid, "-", "gone", "what it recorded is in " + left.folder()));
            boolean named = left.name().equals("jvm-" + pid);
            text.append(named ? " (extract --jvm=" + pid + " takes it, reset --jvm=" + pid + " removes it)\n" : "\n");
        }
        return text.toString();
    }

    /** What a JVM can tell of itself, by names that fit. */
    static String events(Predicate<String> names) {
        return Arrays.stream(JvmEventType.values())
                .map(JvmEventType::toString)
                .filter(names)
                .map(name -> name + "\n")
                .collect(Collectors.joining());
    }

    private static String agent(RunningJvm jvm) {
        return jvm.hasAgent() ? "yes" : "-";
    }
}
