package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher script does before the JVM runs. */
class LauncherIT {
    /** One that could not be made is empty; one of a start's classes has 10 MB. */
    private static final long LEAST_SIZE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void shouldKeepTheClassesOfAStartForTheNext() throws IOException {
        assertThat(Jftrace.run(folder, "version").status()).isZero();
        assertThat(Jftrace.run(folder, "report", "--help").status()).isZero();

        Path jars = ArchitectureTest.root().resolve("cli/target/lib");
        try (Stream<Path> files = Files.list(jars)) {
            assertThat(files.filter(file -> file.toString().endsWith(".aot")))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(cache -> assertThat(Files.size(cache)).isGreaterThan(LEAST_SIZE));
        }
        assertThat(jars.toFile().list((lib, name) -> name.contains(".aot.")))
                .as("what training left")
                .isEmpty();
    }
}
