package dev.jftrace.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.tracefs.hazard.HazardCheck;
import dev.jftrace.tracefs.hazard.HazardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a plain folder, and the likeness of a machine on which function_graph is unsafe. */
class TracerSwitchTest {
    @TempDir
    Path folder;

    private Path root;
    private Path journal;
    private HazardCheck hazards;

    @BeforeEach
    void makeMachine() throws IOException {
        root = Files.createDirectories(folder.resolve("tracing"));
        Files.writeString(root.resolve("current_tracer"), "nop\n");
        Path proc = Files.createDirectories(folder.resolve("machine/proc/sys/kernel"))
                .getParent()
                .getParent();
        Files.writeString(proc.resolve("sys/kernel/arch"), "x86_64\n");
        Files.writeString(proc.resolve("cmdline"), "nested_pvm=1\n");
        journal = folder.resolve("journal");
        hazards = HazardCheck.ofMachine(folder.resolve("machine"), root);
    }

    private TracerSwitch.Outcome to(String tracer, TracerSwitch.Form form, HazardCheck check) throws IOException {
        try (ControlJournal open = ControlJournal.open(journal)) {
            return new TracerSwitch(Tracefs.of(new KernelTree(root, open, check)), form).to(tracer);
        }
    }

    @Test
    void shouldWriteAsAProgramDoesWithoutANewline() throws IOException {
        Files.writeString(root.resolve("current_tracer"), "nop");

        assertThat(to("blk", TracerSwitch.Form.PROGRAM, hazards).isAsAsked()).isTrue();
        assertThat(Files.readString(root.resolve("current_tracer"))).isEqualTo("blk");
    }

    @Test
    void shouldWriteAsAnEchoDoesWithANewlineIntoAnEmptiedFile() throws IOException {
        Files.writeString(root.resolve("current_tracer"), "function_graph\n");

        assertThat(to("blk", TracerSwitch.Form.ECHO, hazards).isAsAsked()).isTrue();
        assertThat(Files.readString(root.resolve("current_tracer"))).isEqualTo("blk\n");
    }

    @Test
    void shouldNotWriteWhatIsUnsafeHereButJournalThatItWasAskedFor() throws IOException {
        TracerSwitch.Outcome outcome = to("function_graph", TracerSwitch.Form.ECHO, hazards);

        assertThat(outcome.failure()).isInstanceOf(HazardException.class).hasMessageContaining("H14");
        assertThat(root.resolve("current_tracer")).hasContent("nop\n");
        JournalEntry entry = ControlJournal.read(journal).getFirst();
        assertThat(entry.verdict()).startsWith("unsafe H14");
        assertThat(entry.outcome()).startsWith("failed: not written");
    }

    @Test
    void shouldWriteItWhereTheUserInsists() throws IOException {
        assertThat(to("function_graph", TracerSwitch.Form.ECHO, hazards.forced())
                        .isAsAsked())
                .isTrue();
        assertThat(ControlJournal.read(journal).getFirst().verdict()).startsWith("unsafe H14");
    }
}
