package dev.jftrace.cli;

import java.io.IOException;
import java.util.List;

/** {@code jftrace start}: what {@code record} does without recording: the buffers fill, and what was set stays set. */
final class StartCommand implements Command {
    @Override
    public String name() {
        return "start";
    }

    @Override
    public String summary() {
        return "trace into the kernel's buffer, without recording";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        return new TracingStart(name(), false).run(words, console);
    }
}
