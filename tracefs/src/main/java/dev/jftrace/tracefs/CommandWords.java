package dev.jftrace.tracefs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the user typed, as far as the process still knows it. */
final class CommandWords {
    private static final Path CMDLINE = Path.of("/proc/self/cmdline");
    private static final int LONGEST = 400;

    private CommandWords() {}

    static String ofThisProcess() throws IOException {
        return of(new String(Files.readAllBytes(CMDLINE), StandardCharsets.UTF_8));
    }

    /** @param cmdline words, a NUL behind each; those up to the main class are the launcher's */
    static String of(String cmdline) {
        List<String> words = List.of(cmdline.split("\0"));
        int main = words.indexOf("dev.jftrace.cli.Main");
        String shown =
                main < 0 ? words.getFirst() : "jftrace " + String.join(" ", words.subList(main + 1, words.size()));
        return shown.strip().substring(0, Math.min(LONGEST, shown.strip().length()));
    }
}
