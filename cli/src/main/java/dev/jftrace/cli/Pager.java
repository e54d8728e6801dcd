package dev.jftrace.cli;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Shows a long text page by page: {@code $PAGER}, else less, which leaves at once where all fits on the screen. */
final class Pager implements Closeable {
    private static final String LESS = "less -FRX";

    private final Process process;

    private Pager(Process process) {
        this.process = process;
    }

    /** @return the command; null where none is wanted or there */
    static String command(Map<String, String> environment) {
        String wanted = environment.get("PAGER");
        if (wanted != null) {
            return wanted.isBlank() || wanted.equals("cat") ? null : wanted;
        }
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, "less"))) {
                return LESS;
            }
        }
        return null;
    }

    /** Whether it passes colors on, as far as one can know. */
    static boolean isColored(String command) {
        return command.equals(LESS);
    }

    static Pager start(String command) throws IOException {
        return new Pager(new ProcessBuilder("/bin/sh", "-c", command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** A console whose text goes to the pager. */
    Console console(Console direct) {
        return new Console(process.getOutputStream(), direct.err());
    }

    /** Waits until the reader has seen enough. */
    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The pager has left before the end of the text: so the reader wanted it.
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
