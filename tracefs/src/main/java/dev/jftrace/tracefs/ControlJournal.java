package dev.jftrace.tracefs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The write-ahead journal of control writes: what is about to be written is on the disk before the kernel sees it, so that after
 * a crash the write that was in flight is known. One line an entry, TAB between the columns:
 *
 * <pre>
 * intend   SEQUENCE  BOOT-ID  MONOTONIC-NS  FILE  VALUE
 * outcome  SEQUENCE  BOOT-ID  MONOTONIC-NS  FILE  done | failed: REASON
 * </pre>
 */
public final class ControlJournal implements Closeable {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int COLUMNS = 6;

    /**
     * A line of the journal.
     *
     * @param outcome whether it tells how a write ended rather than that it was about to begin
     * @param text the value to be written, or how it ended
     */
    public record Entry(boolean outcome, long sequence, String bootId, long monotonicNs, String file, String text) {}

    private final FileChannel channel;
    private final String bootId;
    private long sequence;

    private ControlJournal(FileChannel channel, String bootId, long sequence) {
        this.channel = channel;
        this.bootId = bootId;
        this.sequence = sequence;
    }

    /** Opens the journal, or makes it, readable by its owner alone. */
    public static ControlJournal open(Path file) throws IOException {
        long last = Files.exists(file)
                ? read(file).stream().mapToLong(Entry::sequence).max().orElse(0)
                : 0;
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new ControlJournal(channel, Files.readString(BOOT_ID).strip(), last);
    }

    long intend(Path file, String value) throws IOException {
        append("intend", ++sequence, file, value);
        return sequence;
    }

    void outcome(long ofSequence, Path file, String text) throws IOException {
        append("outcome", ofSequence, file, text);
    }

    private void append(String kind, long number, Path file, String text) throws IOException {
        String line = String.join(
                "\t",
                kind,
                Long.toString(number),
                bootId,
                Long.toString(System.nanoTime()),
                file.toString(),
                escaped(text));
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Every whole line; what a crash tore apart at the end is left out. */
    public static List<Entry> read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] columns = line.split("\t", -1);
            if (columns.length == COLUMNS && columns[1].matches("\\d{1,18}") && columns[3].matches("-?\\d{1,18}")) {
                entries.add(new Entry(
                        columns[0].equals("outcome"),
                        Long.parseLong(columns[1]),
                        columns[2],
                        Long.parseLong(columns[3]),
                        columns[4],
                        unescaped(columns[5])));
            }
        }
        return entries;
    }

    /** The writes of which no outcome is known: in flight when the machine, or the writer, died. */
    public static List<Entry> inFlight(List<Entry> entries) {
        Map<Long, Entry> open = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.outcome()) {
                open.remove(entry.sequence());
            } else {
                open.put(entry.sequence(), entry);
            }
        }
        return List.copyOf(open.values());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
