package dev.jftrace.tracefs;

import dev.jftrace.tracefs.hazard.ControlWrite;
import dev.jftrace.tracefs.hazard.HazardCheck;
import dev.jftrace.tracefs.hazard.Verdict;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tree of the running kernel. What changes it goes first into the journal, on the disk before the kernel sees it; then to the
 * kernel; then the outcome into the journal. A journal that can't be written lets nothing through.
 */
final class KernelTree implements ControlTree {
    private final Path root;
    private final ControlJournal journal;
    private final HazardCheck hazards;
    private final OldValues oldValues = new OldValues();

    /** @param journal null for a tree of which nothing is written */
    KernelTree(Path root, ControlJournal journal) {
        this(root, journal, HazardCheck.none());
    }

    /** @param hazards asked before each write; what it calls unsafe is not written, unless it was told to let it pass */
    KernelTree(Path root, ControlJournal journal, HazardCheck hazards) {
        this.root = root;
        this.journal = journal;
        this.hazards = hazards;
    }

    /** Another folder of the kernel's, with the same journal. */
    KernelTree sibling(Path otherRoot) {
        return new KernelTree(otherRoot, journal);
    }

    private Path path(String name) {
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root)) {
            throw new IllegalArgumentException("not below " + root + ": " + name);
        }
        return path;
    }

    @Override
    public String describe(String name) {
        return path(name).toString();
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path(name));
    }

    @Override
    public List<String> entries(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path(folder))) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        }
        names.sort(null);
        return names;
    }

    @Override
    public List<String> names(String folder) throws IOException {
        Path at = path(folder);
        return entries(folder).stream()
                .map(name -> Files.isDirectory(at.resolve(name)) ? name + "/" : name)
                .sorted()
                .toList();
    }

    @Override
    public InputStream open(String name) throws IOException {
        Path path = path(name);
        try {
            // There are thousands of files with a word in them: it takes half of what a channel's stream does.
            return new FileInputStream(path.toString());
        } catch (FileNotFoundException e) {
            return Files.newInputStream(path); // which tells what is wrong
        }
    }

    @Override
    public Optional<InputStream> openIfThere(String name) throws IOException {
        try {
            return Optional.of(open(name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String name, byte[] bytes, boolean truncate) throws IOException {
        Path path = path(name);
        String value = new String(bytes, StandardCharsets.UTF_8);
        change(path, how(truncate), value, () -> writeOnce(path, bytes, truncate));
    }

    @Override
    public void writeTokens(String name, List<String> lines, boolean truncate) throws IOException {
        Path path = path(name);
        change(path, how(truncate), String.join("", lines), () -> writeEach(path, lines, truncate));
    }

    private static String how(boolean truncate) {
        return truncate ? "truncate" : "write";
    }

    @Override
    public boolean takesFunctionNumbers() {
        return true;
    }

    @Override
    public void makeFolder(String name) throws IOException {
        Path path = path(name);
        change(path, "mkdir", "", () -> Files.createDirectory(path));
    }

    @Override
    public void removeFolder(String name) throws IOException {
        Path path = path(name);
        change(path, "rmdir", "", () -> Files.delete(path));
    }

    private interface Change {
        void make() throws IOException;
    }

    private void change(Path path, String how, String value, Change change) throws IOException {
        if (journal == null) {
            throw new IOException("opened for reading only");
        }
        Verdict verdict = hazards.verdict(new ControlWrite(root.relativize(path).toString(), how, value));
        long sequence = journal.intend(path, how, verdict.inShort(), oldValues.before(path, how), value);
        try {
            hazards.refuseIfUnsafe(verdict);
            change.make();
        } catch (IOException e) {
            journal.outcome(sequence, "failed: " + e.getMessage());
            throw e;
        }
        journal.outcome(sequence, "done");
    }

    private static void writeOnce(Path path, byte[] bytes, boolean truncate) throws IOException {
        try (FileChannel channel = FileChannel.open(path, openedTo(truncate))) {
            writeWhole(channel, bytes);
        }
    }

    private static void writeEach(Path path, List<String> lines, boolean truncate) throws IOException {
        try (FileChannel channel = FileChannel.open(path, openedTo(truncate))) {
            for (String line : lines) {
                try {
                    writeWhole(channel, line.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new TokenException(line.strip(), e);
                }
            }
        }
    }

    private static Set<StandardOpenOption> openedTo(boolean truncate) {
        return truncate
                ? Set.of(StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                : Set.of(StandardOpenOption.WRITE);
    }

    private static void writeWhole(FileChannel channel, byte[] bytes) throws IOException {
        int written = channel.write(ByteBuffer.wrap(bytes));
        if (written != bytes.length) {
            throw new IOException("the kernel took " + written + " of " + bytes.length + " bytes");
        }
    }
}
