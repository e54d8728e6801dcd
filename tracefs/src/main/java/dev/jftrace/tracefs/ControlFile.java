package dev.jftrace.tracefs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One control file. A write is one system call with the whole value and a newline: several of the kernel's parsers report an error
 * only for a token that is terminated (kernel/trace/trace.c, trace_get_user). The file is neither created nor truncated:
 * O_TRUNC means "clear" for many of them.
 */
public final class ControlFile {
    private final Path path;
    private final ControlJournal journal;

    ControlFile(Path path, ControlJournal journal) {
        this.path = path;
        this.journal = journal;
    }

    public Path path() {
        return path;
    }

    public String read() throws TracefsException {
        try (InputStream in = Files.newInputStream(path)) {
            // A control file's size says nothing, and readAllBytes would believe it.
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            byte[] part = new byte[4096];
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                text.write(part, 0, count);
            }
            return text.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TracefsException(path, null, e);
        }
    }

    /**
     * Writes a value: first into the journal, on the disk before the kernel sees it; then to the file; then the outcome into
     * the journal. A journal that can't be written lets nothing through.
     *
     * @throws TracefsException if the journal or the kernel refuses, or the tree was opened for reading
     */
    public void write(String value) throws TracefsException {
        try {
            if (journal == null) {
                throw new IOException("opened for reading only");
            }
            long sequence = journal.intend(path, value);
            try {
                writeOnce(value + "\n");
            } catch (IOException e) {
                journal.outcome(sequence, path, "failed: " + e.getMessage());
                throw e;
            }
            journal.outcome(sequence, path, "done");
        } catch (IOException e) {
            throw new TracefsException(path, value, e);
        }
    }

    private void writeOnce(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            int written = channel.write(bytes);
            if (bytes.hasRemaining()) {
                throw new IOException("the kernel took " + written + " of " + text.length() + " bytes");
            }
        }
    }
}
