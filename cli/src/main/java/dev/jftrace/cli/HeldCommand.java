package dev.jftrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that waits, stopped, until tracing is set for it: a shell stops itself, and becomes the program when it is told to go
 * on; the task id stays.
 */
final class HeldCommand {
    private static final String STOP_THEN_BECOME = "kill -STOP $$; exec \"$@\"";
    private static final int SIGNALLED = 128;

    private final Process process;

    private HeldCommand(Process process) {
        this.process = process;
    }

    /** @param user whom it runs as, or null */
    static HeldCommand start(List<String> program, String user) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        if (user != null) {
            words.addAll(List.of("setpriv", "--reuid", user, "--regid", user, "--init-groups"));
        }
        words.addAll(List.of("/bin/sh", "-c", STOP_THEN_BECOME, "sh"));
        words.addAll(program);
        HeldCommand held = new HeldCommand(new ProcessBuilder(words).inheritIO().start());
        held.awaitStop();
        return held;
    }

    long pid() {
        return process.pid();
    }

    private void awaitStop() throws IOException, InterruptedException {
        Path stat = Path.of("/proc/" + pid() + "/stat");
        while (process.isAlive()) {
            String text = Files.readString(stat);
            if (text.startsWith(") T", text.lastIndexOf(')'))) {
                return;
            }
            Thread.sleep(1);
        }
        throw new IOException("the command ended before it began, with exit status " + process.exitValue());
    }

    void release() throws IOException, InterruptedException {
        int status = new ProcessBuilder("/bin/sh", "-c", "kill -CONT " + pid())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("process " + pid() + " could not be told to go on");
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    /** @return its exit status; of a signal 128 more than its number */
    int awaitEnd() throws InterruptedException {
        int status = process.waitFor();
        return status < 0 ? SIGNALLED - status : status;
    }
}
