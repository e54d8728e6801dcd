package dev.jftrace.tracefs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One control file of a tree. */
public final class ControlFile {
    private static final int PART = 4096;
    private static final int BEGINNING = 64;
    /** Of these the kernel tells in an error_log what it did not like. */
    private static final List<String> LOGGED = List.of(
            "/filter", "/trigger", "dynamic_events", "kprobe_events", "uprobe_events", "synthetic_events", "set_event");

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

    /** How messages name it. */
    public String path() {
        return tree.describe(name);
    }

    public boolean exists() {
        return tree.exists(name);
    }

    /** Its bytes as they come, for those that are pipes or long. */
    public InputStream open() throws TracefsException {
        try {
            return tree.open(name);
        } catch (IOException e) {
            throw new TracefsException(path(), null, e);
        }
    }

    public String read() throws TracefsException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** As they are: a task's name can be any bytes. */
    public byte[] bytes() throws TracefsException {
        try (InputStream in = tree.open(name)) {
            return bytes(in);
        } catch (IOException e) {
            throw new TracefsException(path(), null, e);
        }
    }

    private static byte[] bytes(InputStream in) throws IOException {
        // A control file's size says nothing, and readAllBytes would believe it.
        ByteArrayOutputStream text = new ByteArrayOutputStream(BEGINNING);
        byte[] part = new byte[PART];
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            text.write(part, 0, count);
        }
        return text.toByteArray();
    }

    /** What it says, without the space around it. */
    public String value() throws TracefsException {
        return read().strip();
    }

    /** {@link #value}; empty if there is no such file. */
    public Optional<String> valueIfThere() throws TracefsException {
        try (InputStream in = tree.openIfThere(name).orElse(null)) {
            return in == null ? Optional.empty() : Optional.of(new String(bytes(in), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new TracefsException(path(), null, e);
        }
    }

    /** Its lines that are neither empty nor comments. */
    public List<String> lines() throws TracefsException {
        return lines(read());
    }

    /** {@link #lines}; none if there is no such file. */
    List<String> linesIfThere() throws TracefsException {
        return lines(valueIfThere().orElse(""));
    }

    private static List<String> lines(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /**
     * Writes a value and a newline in one system call: several of the kernel's parsers report an error only for a token that is
     * terminated (kernel/trace/trace.c, trace_get_user). The file is neither created nor truncated.
     *
     * @throws TracefsException if the journal or the kernel refuses, or the tree was opened for reading
     */
    public void write(String value) throws TracefsException {
        put(value, () -> tree.write(name, bytes(value + "\n"), false));
    }

    /** As {@link #write}, the file opened with O_TRUNC, as a shell's {@code >} does: for a filter, what was set goes first. */
    public void replace(String value) throws TracefsException {
        put(value, () -> tree.write(name, bytes(value + "\n"), true));
    }

    /** Opens it with O_TRUNC and writes nothing: for a filter, a list of pids, {@code trace}: empties it. */
    public void clear() throws TracefsException {
        put("", () -> tree.write(name, new byte[0], true));
    }

    /** {@link #write}, and reads back: for files that take a value and may mean another. */
    public void writeAndCheck(String value) throws TracefsException {
        write(value);
        String held = value();
        if (!held.equals(value)) {
            throw new TracefsException(path(), value, held);
        }
    }

    /**
     * Writes each of the tokens, in one open of the file.
     *
     * @param truncate whether what was set goes first
     */
    public void writeTokens(List<String> tokens, boolean truncate) throws TracefsException {
        List<String> lines = tokens.stream().map(token -> token + "\n").toList();
        put(String.join(" ", tokens), () -> tree.writeTokens(name, lines, truncate));
    }

    private interface Write {
        void run() throws IOException;
    }

    private void put(String value, Write write) throws TracefsException {
        ErrorLog log = log();
        List<String> before = log == null ? List.of() : log.entries();
        try {
            write.run();
        } catch (IOException e) {
            throw new TracefsException(path(), value, e, nopAfter(), log == null ? List.of() : log.newSince(before));
        }
    }

    /** Where the kernel would tell of this file, or null. A definition of a dynamic event is told of at the top. */
    private ErrorLog log() {
        if (LOGGED.stream().noneMatch(name::endsWith)) {
            return null;
        }
        return new ErrorLog(new ControlFile(tree, instance() + "error_log"));
    }

    private String instance() {
        if (!name.startsWith("instances/")) {
            return "";
        }
        return name.substring(0, name.indexOf('/', "instances/".length()) + 1);
    }

    /** A tracer that could not start leaves nop, not the one before it. */
    private String nopAfter() {
        if (!name.endsWith("current_tracer")) {
            return "";
        }
        try {
            return value().equals("nop") ? "; the tracer is nop now" : "";
        } catch (TracefsException e) {
            return "";
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
