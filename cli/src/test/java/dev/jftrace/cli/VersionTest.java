package dev.jftrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void shouldBeTheReactors() throws IOException {
        String pom = Files.readString(Path.of("").toAbsolutePath().getParent().resolve("pom.xml"));

        assertThat(pom).contains("<version>" + Version.NUMBER + "</version>");
    }
}
