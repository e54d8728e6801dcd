package dev.jftrace.tracefs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A tree of ftrace's control files: the kernel's own, or the one that a traced JVM offers in its likeness. Names are
 * relative to the tree's root, as {@code "events/sched/enable"}.
 */
public interface ControlTree {
    /** How messages name a file of this tree. */
    String describe(String name);

    boolean exists(String name);

    /** Names in a folder, sorted; a folder's own ends with "/". */
    List<String> names(String folder) throws IOException;

    /** Names in a folder, sorted, of folders too without a "/": for many of them that is much cheaper to tell. */
    default List<String> entries(String folder) throws IOException {
        return names(folder).stream().map(name -> name.replace("/", "")).toList();
    }

    /** A file's bytes from now on; for a pipe ({@code trace_pipe}) they are consumed, and reading waits for more. */
    InputStream open(String name) throws IOException;

    /** As {@link #open}; empty if there is no such file. */
    default Optional<InputStream> openIfThere(String name) throws IOException {
        return exists(name) ? Optional.of(open(name)) : Optional.empty();
    }

    /**
     * One write(2) of these bytes.
     *
     * @param truncate whether the file is opened with O_TRUNC, which means "clear" for many of them
     */
    void write(String name, byte[] bytes, boolean truncate) throws IOException;

    /**
     * One open, a write(2) for each line, one close. The kernel's parsers of filters take one token a write and make the set
     * take effect when the file is closed (kernel/trace/ftrace.c, ftrace_regex_write and ftrace_regex_release), so that thousands
     * of names cost one change of the kernel's text.
     *
     * @param lines tokens, each with its newline; an error of one that lacks it would get lost at the close
     * @param truncate as in {@link #write}
     * @throws TokenException if one is refused; those before it hold
     */
    default void writeTokens(String name, List<String> lines, boolean truncate) throws IOException {
        write(name, String.join("", lines).getBytes(StandardCharsets.UTF_8), truncate);
    }

    /**
     * Whether a file of functions takes a line number of {@code available_filter_functions} for the function there. Where classes
     * come and go a number would mean another function a moment later.
     */
    default boolean takesFunctionNumbers() {
        return false;
    }

    /** A new folder: below {@code instances} the kernel makes an instance of it. */
    void makeFolder(String name) throws IOException;

    void removeFolder(String name) throws IOException;
}
