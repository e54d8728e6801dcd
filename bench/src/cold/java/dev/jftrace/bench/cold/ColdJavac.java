package dev.jftrace.bench.cold;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import javax.tools.ToolProvider;

/**
 * Runs javac with the arguments, and prints on standard error the main thread's processor time, the process's, and the time that
 * passed, ms each, from the start of the JVM on. The compilers run on other threads: on an idle machine of two cores the main
 * thread's is what one waits for.
 */
public final class ColdJavac {
    private static final long NS_PER_MS = 1_000_000;

    private ColdJavac() {}

    public static void main(String[] arguments) {
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments);
        long main = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / NS_PER_MS;
        long process =
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / NS_PER_MS;
        long wall = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.err.println("cold " + main + " " + process + " " + wall);
        System.exit(failed);
    }
}
