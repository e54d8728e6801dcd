package dev.jftrace.agent.control;

import dev.jftrace.agent.hook.FunctionCommands;
import dev.jftrace.agent.hook.Session;
import dev.jftrace.agent.hook.TraceBuffer;
import java.io.IOException;

/** What the commands of functions do to the session that records. On threads of the program. */
final class SessionSwitch implements FunctionCommands.Switch {
    private final Session session;
    private final SessionSnapshot snapshot;
    private boolean toldOfStacks;

    SessionSwitch(Session session, SessionSnapshot snapshot) {
        this.session = session;
        this.snapshot = snapshot;
    }

    @Override
    public boolean traceon() {
        return turn(true);
    }

    @Override
    public boolean traceoff() {
        return turn(false);
    }

    private boolean turn(boolean on) {
        TraceBuffer buffer = session.buffer();
        if (buffer.isTracingOn() == on) {
            return false;
        }
        buffer.tracingOn(on);
        return true;
    }

    @Override
    public boolean snapshot() {
        try {
            snapshot.take();
            return true;
        } catch (IOException e) {
            session.log().error("command snapshot of a function: " + e);
            return false;
        }
    }

    @Override
    public boolean stacktrace(int id) {
        if (!toldOfStacks) {
            toldOfStacks = true;
            session.log().error("command stacktrace of a function: no stacks of a JVM are recorded yet");
        }
        return true;
    }
}
