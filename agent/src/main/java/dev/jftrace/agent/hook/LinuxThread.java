package dev.jftrace.agent.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The running thread as Linux numbers it. The link is read by one system call that an interrupt does not end. */
final class LinuxThread {
    private static final Path SELF = Path.of("/proc/thread-self");

    private final int pid;
    private final int tid;

    private LinuxThread(int pid, int tid) {
        this.pid = pid;
        this.tid = tid;
    }

    static LinuxThread current() throws IOException {
        String link = Files.readSymbolicLink(SELF).toString(); // PID/task/TID
        try {
            return new LinuxThread(
                    Integer.parseInt(link.substring(0, link.indexOf('/'))),
                    Integer.parseInt(link.substring(link.lastIndexOf('/') + 1)));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException(SELF + " is not PID/task/TID but " + link, e);
        }
    }

    int pid() {
        return pid;
    }

    int tid() {
        return tid;
    }
}
