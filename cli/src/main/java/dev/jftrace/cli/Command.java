package dev.jftrace.cli;

import java.io.IOException;
import java.util.List;

/** One word of jftrace, as {@code report}. */
interface Command {
    String name();

    /** What it does, in the few words that {@code jftrace help} shows. */
    String summary();

    /**
     * Does it.
     *
     * @param words what follows the command's name
     * @return the exit status
     */
    int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException;
}
