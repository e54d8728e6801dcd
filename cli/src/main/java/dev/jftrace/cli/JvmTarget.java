package dev.jftrace.cli;

import dev.jftrace.record.attach.RunningJvm;
import dev.jftrace.record.attach.RunningJvms;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The running JVM that {@code --jvm=PID|MAIN} names. */
final class JvmTarget {
    private JvmTarget() {}

    /**
     * @param target a pid, or a part of the main class as jcmd takes it
     * @throws UsageException if several match; it lists them
     */
    static RunningJvm of(String target) throws IOException, UsageException {
        if (target.isEmpty()) {
            throw new UsageException("--jvm=: expected a pid, or a part of the main class");
        }
        List<RunningJvm> jvms = RunningJvms.named(target);
        if (jvms.isEmpty()) {
            throw new IOException("--jvm=" + target + ": no JVM that runs here has this "
                    + (target.matches("[0-9]+") ? "pid" : "main class") + "; see 'jftrace list --jvm'");
        }
        if (jvms.size() > 1) {
            String several =
                    jvms.stream().map(jvm -> jvm.pid() + " " + jvm.main()).collect(Collectors.joining(", "));
            throw new UsageException("--jvm=" + target + ": several match: " + several + "; give a pid");
        }
        return jvms.getFirst();
    }
}
