package dev.jftrace.tracefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlJournalTest {
    private static final Path TRACER = Path.of("/t/current_tracer");

    @TempDir
    Path folder;

    private Path journal;

    @BeforeEach
    void name() {
        journal = folder.resolve("journal");
    }

    private List<JournalEntry> entries() throws IOException {
        return ControlJournal.read(journal);
    }

    private Path file() throws IOException {
        return new JournalFolder(journal).files().getLast();
    }

    @Test
    void shouldTellEveryColumnAsItWasWritten() throws IOException {
        String awkward = "a\tb\\n\nc\\\r\u0000é\u007f";
        try (ControlJournal open = ControlJournal.open(journal)) {
            long sequence = open.intend(TRACER, "truncate", "unknown H09", awkward, awkward);
            open.outcome(sequence, "failed: " + awkward);
        }

        JournalEntry entry = entries().getFirst();
        assertThat(entry.file()).isEqualTo("/t/current_tracer");
        assertThat(entry.how()).isEqualTo("truncate");
        assertThat(entry.verdict()).isEqualTo("unknown H09");
        assertThat(entry.oldValue()).contains(awkward);
        assertThat(entry.value()).isEqualTo(awkward);
        assertThat(entry.outcome()).isEqualTo("failed: " + awkward);
        assertThat(entry.bootId()).isEqualTo(ControlJournal.currentBootId());
        assertThat(entry.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(entry.command()).isNotEmpty();
    }

    @Test
    void shouldTellAWriteWithoutAnOutcomeAsInFlight() throws IOException {
        try (ControlJournal open = ControlJournal.open(journal)) {
            open.outcome(open.intend(TRACER, "write", "safe", null, "nop"), "done");
            open.intend(TRACER, "write", "safe", null, "function_graph");
        }

        assertThat(ControlJournal.inFlight(entries()))
                .singleElement()
                .extracting(JournalEntry::sequence, JournalEntry::value)
                .containsExactly(2L, "function_graph");
    }

    @Test
    void shouldLoseNothingButTheLineThatACrashTore() throws IOException {
        try (ControlJournal open = ControlJournal.open(journal)) {
            open.outcome(open.intend(TRACER, "write", "safe", null, "one"), "done");
            open.intend(TRACER, "write", "safe", null, "two");
        }
        String whole = Files.readString(file());
        for (int cut = 1; cut < whole.length(); cut += cut < whole.length() - 3 ? 3 : 1) {
            Files.writeString(file(), whole.substring(0, cut));
            try (ControlJournal next = ControlJournal.open(journal)) {
                next.intend(TRACER, "write", "safe", null, "three");
            }
            int lines =
                    (int) whole.substring(0, cut).chars().filter(c -> c == '\n').count();
            boolean lacksOnlyItsNewline = whole.charAt(cut) == '\n';
            int kept = lines + (lacksOnlyItsNewline ? 1 : 0);
            List<String> expected = new ArrayList<>();
            if (kept >= 1) {
                expected.add("one");
            }
            if (kept >= 3) {
                expected.add("two");
            }
            expected.add("three");
            assertThat(entries())
                    .as("cut at " + cut)
                    .extracting(JournalEntry::value)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldNotTakeALineForWholeOfWhichAByteChanged() throws IOException {
        try (ControlJournal open = ControlJournal.open(journal)) {
            open.intend(TRACER, "write", "safe", null, "function");
        }
        Files.writeString(file(), Files.readString(file()).replace("function", "Function"));

        assertThat(entries()).isEmpty();
    }

    @Test
    void shouldCountOnFromTheRunBefore() throws IOException {
        for (int run = 0; run < 3; run++) {
            try (ControlJournal open = ControlJournal.open(journal)) {
                open.outcome(open.intend(TRACER, "write", "safe", null, "nop"), "done");
            }
        }

        assertThat(entries()).extracting(JournalEntry::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldBeginAnotherFileWhereOneIsLargeAndKeepTheLastEight() throws IOException {
        for (int file = 1; file <= 10; file++) {
            try (ControlJournal open = ControlJournal.open(journal)) {
                open.intend(TRACER, "write", "safe", null, "x".repeat(1 << 20));
            }
        }

        List<Path> files = new JournalFolder(journal).files();
        assertThat(files).hasSize(8);
        assertThat(files.getLast().getFileName()).hasToString("000010.journal");
        assertThat(entries()).extracting(JournalEntry::sequence).startsWith(3L).endsWith(10L);
    }

    @Test
    void shouldLetNobodyElseIn() throws IOException {
        ControlJournal.open(journal).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldRefuseAFolderThatOthersMayEnter() throws IOException {
        Files.createDirectory(
                journal, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThatThrownBy(() -> ControlJournal.open(journal))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(journal.toString())
                .hasMessageContaining("rwxr-xr-x");
    }

    @Test
    void shouldFollowNoLink() throws IOException {
        Path elsewhere = Files.createDirectory(
                folder.resolve("elsewhere"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(journal, elsewhere);
        assertThatThrownBy(() -> ControlJournal.open(journal)).isInstanceOf(IOException.class);

        Files.delete(journal);
        ControlJournal.open(journal).close();
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Path file = file();
        Files.delete(file);
        Files.createSymbolicLink(file, victim);
        assertThatThrownBy(() -> ControlJournal.open(journal)).isInstanceOf(IOException.class);
        assertThat(victim).hasContent("mine");
    }

    @Test
    void shouldHaveNothingToTellWhereThereIsNoJournal() throws IOException {
        assertThat(entries()).isEmpty();
    }

    @Test
    void shouldKeepLinesOfWritersAtTheSameTimeApart() throws Exception {
        ControlJournal.open(journal).close();
        List<Thread> writers = java.util.stream.IntStream.range(0, 4)
                .mapToObj(writer -> Thread.ofPlatform().start(() -> {
                    try (ControlJournal open = ControlJournal.open(journal)) {
                        for (int i = 0; i < 25; i++) {
                            open.intend(TRACER, "write", "safe", null, writer + " " + i);
                        }
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(Files.readAllLines(file()))
                .hasSize(100)
                .allMatch(line -> JournalLine.parse(line).isPresent());
    }

    @Test
    void shouldNameTheCommandWithoutTheJvm() {
        assertThat(CommandWords.of("java\0-cp\0x.jar\0dev.jftrace.cli.Main\0start\0-p\0function\0"))
                .isEqualTo("jftrace start -p function");
        assertThat(CommandWords.of("java\0Other\0")).isEqualTo("java");
    }
}
