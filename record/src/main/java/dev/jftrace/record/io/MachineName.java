package dev.jftrace.record.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine as {@code uname} would print it. */
public final class MachineName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel");

    private MachineName() {}

    /** "sysname node release machine", as a trace.dat has it. */
    public static String uname() {
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        return read("ostype", "Linux") + " " + read("hostname", "(none)") + " "
                + read("osrelease", System.getProperty("os.version")) + " " + machine;
    }

    private static String read(String name, String otherwise) {
        try {
            return Files.readString(KERNEL.resolve(name)).strip();
        } catch (IOException e) {
            return otherwise;
        }
    }
}
