package dev.jftrace.record.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The JVMs that a command starts, itself being one or not. They are recorded until it ends. */
final class StartedJvms implements TracedJvms {
    private final SessionFolder folder;
    private final Process command;

    StartedJvms(SessionFolder folder, Process command) {
        this.folder = folder;
        this.command = command;
    }

    @Override
    public List<Path> folders() throws IOException {
        return folder.jvms();
    }

    @Override
    public boolean isRunning() {
        return command.isAlive();
    }

    @Override
    public void await(long ms) throws InterruptedException {
        command.waitFor(ms, TimeUnit.MILLISECONDS);
    }

    /** A terminal's Ctrl-C has reached the command too; one that does not end by itself is told. */
    @Override
    public void end() throws InterruptedException {
        if (!command.waitFor(1, TimeUnit.SECONDS)) {
            command.destroy();
        }
    }

    /** A recording that fails does not end the user's program. */
    @Override
    public void stop() throws InterruptedException {
        command.waitFor();
    }

    @Override
    public int leave() throws InterruptedException {
        return command.waitFor();
    }

    @Override
    public Optional<Path> agentError() {
        return Optional.of(folder.agentError());
    }
}
