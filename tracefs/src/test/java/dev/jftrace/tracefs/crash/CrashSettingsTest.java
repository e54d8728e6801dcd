package dev.jftrace.tracefs.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.tracefs.ControlJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a folder in the place of /proc/sys/kernel. */
class CrashSettingsTest {
    @TempDir
    Path folder;

    private String value(String name) throws IOException {
        return Files.readString(folder.resolve("kernel").resolve(name)).strip();
    }

    @Test
    void shouldSetWhatIsNotSetAndPutItBackFromTheJournal() throws IOException {
        Path sysctl = Files.createDirectory(folder.resolve("kernel"));
        Files.writeString(sysctl.resolve("panic_on_oops"), "0\n");
        Files.writeString(sysctl.resolve("softlockup_panic"), "1\n");
        CrashSettings settings = new CrashSettings(sysctl);
        Path journal = folder.resolve("journal");

        try (ControlJournal open = ControlJournal.open(journal)) {
            assertThat(settings.apply(open))
                    .extracting(CrashSettings.Setting::name)
                    .containsExactly("panic_on_oops");
            assertThat(settings.apply(open)).isEmpty();
        }
        assertThat(value("panic_on_oops")).isEqualTo("1");

        try (ControlJournal open = ControlJournal.open(journal)) {
            assertThat(settings.takeBack(open, ControlJournal.read(journal), ControlJournal.currentBootId()))
                    .containsExactly(java.util.Map.entry("panic_on_oops", "0"));
        }
        assertThat(value("panic_on_oops")).isEqualTo("0");
    }

    @Test
    void shouldPutNothingBackThatAnEarlierRunOfTheKernelChanged() throws IOException {
        Path sysctl = Files.createDirectory(folder.resolve("kernel"));
        Files.writeString(sysctl.resolve("panic"), "0\n");
        Path journal = folder.resolve("journal");

        try (ControlJournal open = ControlJournal.open(journal)) {
            new CrashSettings(sysctl).apply(open);
            assertThat(new CrashSettings(sysctl).takeBack(open, ControlJournal.read(journal), "another"))
                    .isEmpty();
        }
    }
}
