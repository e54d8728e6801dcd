package dev.jftrace.tracefs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The write-ahead journal of control writes: what is about to be written is on the disk before the kernel sees it, so that after
 * a crash the write that was in flight is known. One line an entry, TAB between the columns, the CRC-32C of the line at its end:
 *
 * <pre>
 * intend   SEQUENCE  BOOT-ID  TIME  MONOTONIC-NS  PID  COMMAND  FILE  HOW  VERDICT  OLD  VALUE  CRC
 * outcome  SEQUENCE  BOOT-ID  TIME  MONOTONIC-NS  PID  done | failed: REASON  CRC
 * </pre>
 *
 * OLD is {@code =} and the text, or {@code -} for none. A line goes out in one append, so several processes may share the journal.
 */
public final class ControlJournal implements Closeable {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int INTEND_COLUMNS = 12;
    private static final int OUTCOME_COLUMNS = 7;

    private final FileChannel channel;
    private final String bootId;
    private final long pid = ProcessHandle.current().pid();
    private final String command;
    private long sequence;

    private ControlJournal(FileChannel channel, String bootId, String command, long sequence) {
        this.channel = channel;
        this.bootId = bootId;
        this.command = command;
        this.sequence = sequence;
    }

    /** Where root's journal lies, or this user's. */
    public static Path defaultFolder() {
        return JournalFolder.ofThisUser();
    }

    /**
     * Opens the journal of a folder, or makes it: the folder for its owner alone, files with mode 0600.
     *
     * @throws IOException also if others may enter the folder, or it is a link
     */
    public static ControlJournal open(Path folder) throws IOException {
        JournalFolder journal = new JournalFolder(folder);
        FileChannel channel = journal.open();
        try {
            long last = read(folder).stream()
                    .mapToLong(JournalEntry::sequence)
                    .max()
                    .orElse(0);
            ControlJournal opened = new ControlJournal(channel, currentBootId(), CommandWords.ofThisProcess(), last);
            opened.endTornLine(journal.files().getLast());
            return opened;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The kernel's present run. */
    public static String currentBootId() throws IOException {
        return Files.readString(BOOT_ID).strip();
    }

    /** So that the first line of this run does not continue one that a crash cut. */
    private void endTornLine(Path file) throws IOException {
        try (FileChannel reader = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            if (reader.size() > 0 && reader.read(last, reader.size() - 1) == 1 && last.get(0) != '\n') {
                append(new byte[] {'\n'});
            }
        }
    }

    /** @param old null for none */
    long intend(Path file, String how, String verdict, String old, String value) throws IOException {
        sequence++;
        append(JournalLine.of(
                "intend",
                Long.toString(sequence),
                bootId,
                Instant.now().toString(),
                Long.toString(System.nanoTime()),
                Long.toString(pid),
                command,
                file.toString(),
                how,
                verdict,
                old == null ? "-" : "=" + old,
                value));
        return sequence;
    }

    void outcome(long ofSequence, String text) throws IOException {
        append(JournalLine.of(
                "outcome",
                Long.toString(ofSequence),
                bootId,
                Instant.now().toString(),
                Long.toString(System.nanoTime()),
                Long.toString(pid),
                text));
    }

    private synchronized void append(byte[] line) throws IOException {
        int written = channel.write(ByteBuffer.wrap(line));
        if (written != line.length) {
            throw new IOException("the journal took " + written + " of " + line.length + " bytes: is its disk full?");
        }
        channel.force(true);
    }

    /** Every whole entry of a journal, oldest first; what a crash tore apart is left out. Empty where there is no journal. */
    public static List<JournalEntry> read(Path folder) throws IOException {
        Map<String, JournalEntry> entries = new LinkedHashMap<>();
        for (Path file : new JournalFolder(folder).files()) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            for (String line : text.split("\n")) {
                JournalLine.parse(line).ifPresent(columns -> take(columns, entries));
            }
        }
        return new ArrayList<>(entries.values());
    }

    private static void take(String[] columns, Map<String, JournalEntry> entries) {
        String key = columns.length < OUTCOME_COLUMNS ? "" : columns[1] + ' ' + columns[2] + ' ' + columns[5];
        if (columns.length == INTEND_COLUMNS && columns[0].equals("intend")) {
            intent(columns).ifPresent(entry -> entries.put(key, entry));
        } else if (columns.length == OUTCOME_COLUMNS && columns[0].equals("outcome")) {
            entries.computeIfPresent(key, (same, entry) -> entry.ended(columns[6]));
        }
    }

    private static Optional<JournalEntry> intent(String[] columns) {
        try {
            return Optional.of(new JournalEntry(
                    Long.parseLong(columns[1]),
                    columns[2],
                    Instant.parse(columns[3]),
                    Long.parseLong(columns[4]),
                    Long.parseLong(columns[5]),
                    columns[6],
                    columns[7],
                    columns[8],
                    columns[9],
                    columns[10].startsWith("=") ? columns[10].substring(1) : null,
                    columns[11],
                    null));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty(); // the sum is right, so not torn: written by a version that meant something else
        }
    }

    /** The writes of which no outcome is known: in flight now, or when the machine or the writer died. */
    public static List<JournalEntry> inFlight(List<JournalEntry> entries) {
        return entries.stream().filter(JournalEntry::inFlight).toList();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
