package dev.jftrace.record.jvm;

import dev.jftrace.event.TraceCorruptException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The functions that one JVM's agent listed, as lines of kallsyms. A method has no address that would mean anything to another
 * program, so it gets a made one: 16 bytes apart, in a range that no processor can address (bits 63 to 47 differ), where neither
 * kernel text nor a user's library ever stands.
 */
final class JvmFunctions {
    /** "JVM" in its top bytes, for who looks at raw fields. */
    private static final long BASE = 0x4a56_4d00_0000_0000L;

    /** The column of the names of recorded arguments; behind it stands "retval" where the result is recorded. */
    private static final int ARGUMENTS = 6;

    private static final int JVM_SHIFT = 36;
    private static final int FUNCTION_SHIFT = 4;

    private final long base;
    private final Path file;
    private final ByteArrayOutputStream kallsyms = new ByteArrayOutputStream();
    private final Map<Integer, Values> values = new HashMap<>();
    private long read;
    private boolean hasMarker;
    private boolean markerAdded;

    /**
     * What is recorded with each call of a method.
     *
     * @param arguments names, in the order of the values
     */
    record Values(String[] arguments, boolean result) {}

    /** @param jvm tells apart the JVMs of one recording, from 0 */
    JvmFunctions(Path folder, int jvm) {
        this.base = BASE + ((long) jvm << JVM_SHIFT);
        this.file = folder.resolve("functions");
    }

    long address(int id) {
        return base + ((id & 0xffff_ffffL) << FUNCTION_SHIFT);
    }

    /** The kernel's function by which its markers are known, as that of ours: methods count from 1. */
    long marker() {
        if (!hasMarker) {
            hasMarker = true;
            markerAdded = true;
            kallsyms.writeBytes(
                    String.format("%016x t tracing_mark_write%n", address(0)).getBytes(StandardCharsets.US_ASCII));
        }
        return address(0);
    }

    /** Null for a method of whose calls no values are recorded. */
    Values values(int id) {
        return values.get(id);
    }

    /** Whether values are recorded with calls of any method that is listed in a JVM's folder. */
    static boolean tellOfValues(Path folder) throws IOException {
        JvmFunctions functions = new JvmFunctions(folder, 0);
        functions.update();
        return !functions.values.isEmpty();
    }

    /** Reads what the agent has listed since the last call. */
    boolean update() throws IOException {
        boolean changed = markerAdded;
        markerAdded = false;
        if (!Files.exists(file) || Files.size(file) == read) {
            return changed;
        }
        byte[] text = AppendedText.read(file, read);
        read += text.length;
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
            if (!line.isEmpty()) {
                add(line);
            }
        }
        return changed || text.length > 0;
    }

    private void add(String line) throws IOException {
        String[] columns = line.split("\t");
        if (columns.length < 2 || !columns[0].matches("[0-9]{1,9}")) {
            throw new TraceCorruptException(
                    file.toString(), read, "expected ID TAB NAME of a function, found \"" + line + "\"");
        }
        String name = columns[1].startsWith("$") ? "." + columns[1] : columns[1];
        String symbol = String.format("%016x t %s%n", address(Integer.parseInt(columns[0])), name);
        if (columns.length > ARGUMENTS) {
            String names = columns[ARGUMENTS];
            String[] arguments = names.isEmpty() ? new String[0] : names.split(",");
            values.put(Integer.parseInt(columns[0]), new Values(arguments, columns.length > ARGUMENTS + 1));
        }
        kallsyms.write(symbol.getBytes(StandardCharsets.UTF_8));
    }

    byte[] kallsyms() {
        return kallsyms.toByteArray();
    }
}
