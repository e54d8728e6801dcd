package dev.jftrace.tracefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On plain files in the place of tracefs: the build machine's own is never touched. */
class ControlFileTest {
    @TempDir
    Path folder;

    private Path journalFolder;
    private Tracefs tracefs;

    @BeforeEach
    void makeTree() throws IOException {
        Files.writeString(folder.resolve("current_tracer"), "nop\n");
        Files.writeString(folder.resolve("available_tracers"), "blk function_graph function nop\n");
        journalFolder = folder.resolve("journal");
        tracefs = Tracefs.at(folder, ControlJournal.open(journalFolder));
    }

    @Test
    void shouldJournalTheIntentBeforeTheWriteAndTheOutcomeAfterIt() throws IOException {
        tracefs.file("current_tracer").write("function_graph");

        JournalEntry entry = ControlJournal.read(journalFolder).getFirst();
        assertThat(entry.value()).isEqualTo("function_graph\n");
        assertThat(entry.oldValue()).contains("nop\n");
        assertThat(entry.outcome()).isEqualTo("done");
    }

    @Test
    void shouldEndTheValueWithANewlineAndNotTruncate() throws IOException {
        Files.writeString(folder.resolve("set_ftrace_filter"), "0123456789");

        tracefs.file("set_ftrace_filter").write("vfs_*");

        assertThat(folder.resolve("set_ftrace_filter")).hasContent("vfs_*\n6789");
    }

    @Test
    void shouldTellAFileThatIsNotThereFromOneThatCannotBeRead() throws IOException {
        Files.createDirectory(folder.resolve("instances"));

        assertThat(tracefs.file("current_tracer").valueIfThere()).contains("nop");
        assertThat(tracefs.file("tracing_thresh").valueIfThere()).isEmpty();
        assertThatThrownBy(() -> tracefs.file("instances").valueIfThere())
                .isInstanceOf(TracefsException.class)
                .hasMessageContaining("Is a directory");
        assertThatThrownBy(() -> tracefs.file("tracing_thresh").value()).hasMessageContaining("no such file");
    }

    /** A task names itself, in any bytes: here UTF-8 and then Latin-1. */
    @Test
    void shouldReadBytesAsTheyAre() throws IOException {
        byte[] bytes = {'7', ' ', (byte) 0xc3, (byte) 0xa9, (byte) 0xe9, '\n'};
        Files.write(folder.resolve("saved_cmdlines"), bytes);

        assertThat(tracefs.file("saved_cmdlines").bytes()).isEqualTo(bytes);
    }

    @Test
    void shouldKnowEventsByAllThatIsNotASystems() throws IOException {
        for (String name : List.of("enable", "filter", "sched_switch/enable", "sched_waking/enable")) {
            Path file = folder.resolve("events/sched").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "0\n");
        }

        assertThat(tracefs.top().events().events("sched")).containsExactly("sched_switch", "sched_waking");
    }

    @Test
    void shouldNameFileAndValueOfAWriteThatFails() throws IOException {
        assertThatThrownBy(() -> tracefs.file("tracing_thresh").write("100"))
                .isInstanceOf(TracefsException.class)
                .hasMessageContaining("tracing_thresh")
                .hasMessageContaining("'100'")
                .hasMessageContaining("no such file");
        assertThat(folder.resolve("tracing_thresh")).doesNotExist();
        assertThat(ControlJournal.read(journalFolder).getFirst().outcome()).startsWith("failed");
    }

    @Test
    void shouldFindTheMountPoint() {
        assertThat(Tracefs.mountPoint(
                        List.of("proc /proc proc rw 0 0", "tracefs /sys/kernel/tr\\040acing tracefs rw,nosuid 0 0")))
                .contains(Path.of("/sys/kernel/tr acing"));
        assertThat(Tracefs.mountPoint(List.of("proc /proc proc rw 0 0"))).isEmpty();
    }

    @Test
    void shouldListTheTracers() throws IOException {
        assertThat(tracefs.availableTracers()).containsExactly("blk", "function_graph", "function", "nop");
    }

    @Test
    void shouldWriteNothingWhereItIsOpenForReading() throws IOException {
        assertThatThrownBy(() -> Tracefs.readOnly(folder).file("current_tracer").write("function"))
                .isInstanceOf(TracefsException.class)
                .hasMessageContaining("reading only");
        assertThat(folder.resolve("current_tracer")).hasContent("nop");
    }

    @Test
    void shouldRefuseANameOutsideTheTree() {
        assertThatThrownBy(() -> tracefs.file("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
    }
}
