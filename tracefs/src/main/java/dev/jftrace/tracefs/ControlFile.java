package dev.jftrace.tracefs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** One control file of a tree. */
public final class ControlFile {
    private final ControlTree tree;
    private final String name;

    ControlFile(ControlTree tree, String name) {
        this.tree = tree;
        this.name = name;
    }

    /** Below the tree's root. */
    public String name() {
        return name;
    }

    public boolean exists() {
        return tree.exists(name);
    }

    public String read() throws TracefsException {
        try (InputStream in = tree.open(name)) {
            // A control file's size says nothing, and readAllBytes would believe it.
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            byte[] part = new byte[4096];
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                text.write(part, 0, count);
            }
            return text.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TracefsException(tree.describe(name), null, e);
        }
    }

    /**
     * Writes a value and a newline in one system call: several of the kernel's parsers report an error only for a token that is
     * terminated (kernel/trace/trace.c, trace_get_user). The file is neither created nor truncated.
     *
     * @throws TracefsException if the journal or the kernel refuses, or the tree was opened for reading
     */
    public void write(String value) throws TracefsException {
        put(value, false);
    }

    /** As {@link #write}, the file opened with O_TRUNC, as a shell's {@code >} does: for a filter, what was set goes first. */
    public void replace(String value) throws TracefsException {
        put(value, true);
    }

    private void put(String value, boolean truncate) throws TracefsException {
        try {
            tree.write(name, (value + "\n").getBytes(StandardCharsets.ISO_8859_1), truncate);
        } catch (IOException e) {
            throw new TracefsException(tree.describe(name), value, e);
        }
    }
}
