package dev.jftrace.record.attach;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JVMs of this machine, all that this user may know of. */
public final class RunningJvms {
    private RunningJvms() {}

    /** By pid, without the one that asks. */
    public static List<RunningJvm> list() throws IOException {
        List<RunningJvm> jvms = new ArrayList<>();
        for (LinuxTask task : LinuxTask.all()) {
            if (task.pid() != ProcessHandle.current().pid()) {
                RunningJvm.of(task).ifPresent(jvms::add);
            }
        }
        return jvms;
    }

    /**
     * Those that a user means.
     *
     * @param target a pid, or a part of the main class or jar as jcmd takes it
     */
    public static List<RunningJvm> named(String target) throws IOException {
        if (target.matches("[0-9]{1,9}")) {
            Optional<RunningJvm> jvm = RunningJvm.of(new LinuxTask(Integer.parseInt(target)));
            return jvm.map(List::of).orElse(List.of());
        }
        return list().stream().filter(jvm -> jvm.main().contains(target)).toList();
    }
}
