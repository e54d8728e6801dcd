package dev.jftrace.record.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldProgramTest {
    @TempDir
    Path folder;

    private HeldProgram hold(String script) throws IOException {
        return Program.of(List.of("sh", "-c", script, "sh", folder.toString())).hold();
    }

    @Test
    void shouldRunNothingOfTheProgramBeforeItsRelease() throws Exception {
        HeldProgram held = hold("echo $$ > $1/begun; exit 7");

        assertThat(held.process().waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(folder.resolve("begun")).doesNotExist();

        held.release();

        assertThat(held.process().waitFor()).isEqualTo(7);
        assertThat(Files.readString(folder.resolve("begun")).strip())
                .as("the pid that was told before is the program's")
                .isEqualTo(Long.toString(held.process().pid()));
    }

    @Test
    void shouldPassTheProgramsWordsAsTheyAre() throws Exception {
        HeldProgram held = Program.of(
                        List.of("sh", "-c", "printf '%s|' \"$@\" > $0/words", folder.toString(), "a b", "*", "$x", ""))
                .hold();
        held.release();
        held.process().waitFor();

        assertThat(folder.resolve("words")).hasContent("a b|*|$x||");
    }

    @Test
    void shouldLeaveTheProgramNoDescriptorOfTheGate() throws Exception {
        HeldProgram held = hold("ls -l /proc/self/fd > $1/fds");
        held.release();
        held.process().waitFor();

        // Three standard files, and the folder that ls itself reads.
        assertThat(Files.readString(folder.resolve("fds")))
                .contains(" 3 -> /proc/")
                .doesNotContain(" 4 -> ");
    }

    @Test
    void shouldEndAProgramThatIsAbandoned() throws Exception {
        HeldProgram held = hold("echo > $1/begun");

        held.abandon();

        assertThat(held.process().waitFor()).isNotZero();
        assertThat(folder.resolve("begun")).doesNotExist();
    }

    @Test
    void shouldSayThatThereIsNoSuchProgram() {
        assertThatThrownBy(() -> Program.of(List.of("no-such-program-here")).hold())
                .hasMessage("cannot run no-such-program-here: not found in PATH");
    }
}
