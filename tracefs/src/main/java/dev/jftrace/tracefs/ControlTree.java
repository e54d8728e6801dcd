package dev.jftrace.tracefs;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

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

    /** A file's bytes from now on; for a pipe ({@code trace_pipe}) they are consumed, and reading waits for more. */
    InputStream open(String name) throws IOException;

    /**
     * One write(2) of these bytes.
     *
     * @param truncate whether the file is opened with O_TRUNC, which means "clear" for many of them
     */
    void write(String name, byte[] bytes, boolean truncate) throws IOException;

    /** A new folder: below {@code instances} the kernel makes an instance of it. */
    void makeFolder(String name) throws IOException;

    void removeFolder(String name) throws IOException;
}
