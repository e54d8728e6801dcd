package dev.jftrace.record.attach;

import dev.jftrace.record.jvm.TracedJvms;
import java.nio.file.Path;
import java.util.List;

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
    public void stop() {
        // it goes on
    }

    @Override
    public void leave() {
        // nobody came
    }
}
