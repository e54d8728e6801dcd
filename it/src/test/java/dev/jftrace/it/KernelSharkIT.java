package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jftrace.testkit.Run;
import dev.jftrace.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KernelShark's own window, on a display of its own, opens what we write. */
class KernelSharkIT {
    private static final String DISPLAY = ":78";

    /** A user without rights: as root KernelShark first asks in a dialog. */
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");

    @TempDir
    Path folder;

    @Test
    void shouldOpenATraceOfAJvmInKernelShark() throws IOException, InterruptedException {
        assumeTrue(Tools.isInstalled("kernelshark") && Tools.isInstalled("Xvfb"), "KernelShark is not installed");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        byte[] trace = Files.readAllBytes(ArchitectureTest.root().resolve("samples/checkout.dat"));
        Files.write(folder.resolve("good.dat"), trace);
        Files.write(folder.resolve("bad.dat"), java.util.Arrays.copyOf(trace, 3000));
        Process display = new ProcessBuilder("Xvfb", DISPLAY, "-screen", "0", "1000x700x24")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Thread.sleep(1500);
            assertThat(open("bad.dat")).contains("Loading").contains("ERROR");
            assertThat(open("good.dat")).contains("Loading").doesNotContain("ERROR");
        } finally {
            display.destroy();
            display.waitFor();
        }
    }

    /** What it says in the seconds in which it loads the file. */
    private String open(String file) {
        List<String> command = new ArrayList<>(List.of("timeout", "8"));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(AS_NOBODY);
        }
        command.addAll(List.of("kernelshark", folder.resolve(file).toString()));
        Run run = Run.of(folder, Map.of("DISPLAY", DISPLAY, "HOME", folder.toString()), command);
        return run.out() + run.err();
    }
}
