package dev.jftrace.record.attach;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;

/** What the JVMs tell of themselves in their hsperfdata files, where the command line does not. */
final class JvmDescriptions {
    private JvmDescriptions() {}

    /** The first word of the Java command; "" if the JVM does not tell. */
    static String main(int pid) {
        String id = Integer.toString(pid);
        for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
            if (jvm.id().equals(id)) {
                return jvm.displayName().split(" ", 2)[0];
            }
        }
        return "";
    }
}
