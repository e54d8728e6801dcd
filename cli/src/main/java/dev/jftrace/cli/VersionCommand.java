package dev.jftrace.cli;

import java.io.IOException;
import java.util.List;

/** {@code jftrace version}. */
final class VersionCommand implements Command {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public String summary() {
        return "print the version";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException {
        console.print("jftrace " + Version.NUMBER + "\n");
        return ExitStatus.DONE;
    }
}
