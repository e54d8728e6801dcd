package dev.jftrace.agent.hook;

import java.io.IOException;

/** This process as Linux numbers it, in the pid namespace that it runs in. */
public final class LinuxProcess {
    private LinuxProcess() {}

    public static int pid() throws IOException {
        return LinuxThread.current().pid();
    }
}
