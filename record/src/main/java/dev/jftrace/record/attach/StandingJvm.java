package dev.jftrace.record.attach;

import dev.jftrace.record.jvm.TracedJvms;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A buffer that is looked at and left as it is: a traced JVM's, or what one left that was killed. */
record StandingJvm(Path session) implements TracedJvms {
    @Override
    public List<Path> folders() {
        return List.of(session);
    }

    @Override
    public boolean isRunning() {
        return false;
    }

    @Override
    public void await(long ms) {
        // there is nothing to wait for
    }

    @Override
    public void end() {
        // nothing has begun
    }

    @Override
    public void stop() {
        // it goes on
    }

    @Override
    public int leave() {
        return 0;
    }

    @Override
    public Optional<Path> agentError() {
        return Optional.empty();
    }
}
