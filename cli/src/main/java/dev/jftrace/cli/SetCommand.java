package dev.jftrace.cli;

import java.io.IOException;
import java.util.List;

/** {@code jftrace set}: as {@code start}, but what was set before stays, and nothing is switched on or off. */
final class SetCommand implements Command {
    @Override
    public String name() {
        return "set";
    }

    @Override
    public String summary() {
        return "change single settings of tracing";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        return new TracingStart(name(), true).run(words, console);
    }
}
