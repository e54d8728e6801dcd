package dev.jftrace.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs of other projects that tests hold ours against. */
public final class Tools {
    private Tools() {}

    public static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
