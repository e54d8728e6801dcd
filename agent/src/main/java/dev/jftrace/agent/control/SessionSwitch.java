package dev.jftrace.agent.control;

import dev.jftrace.agent.hook.FunctionCommands;
import dev.jftrace.agent.hook.Hook;
import dev.jftrace.agent.hook.Session;
import dev.jftrace.agent.hook.TraceBuffer;
import java.io.IOException;

/** What the commands of functions do to the session that records, on threads of the program; and its switch, for everybody. */
final class SessionSwitch implements FunctionCommands.Switch {
    private final Session session;
    private final SessionSnapshot snapshot;
    private final SessionEvents events;
    private boolean toldOfStacks;

    SessionSwitch(Session session, SessionSnapshot snapshot, SessionEvents events) {
        this.session = session;
        this.events = events;
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

    /** One at a time, so that the notes of it stand in the order of what was done. */
    synchronized boolean turn(boolean on) {
        TraceBuffer buffer = session.buffer();
        if (buffer.isTracingOn() == on) {
            return false;
        }
        buffer.tracingOn(on);
        if (!events.switched(on)) {
            beginEvents();
        }
        return true;
    }

    /** Somebody had tracing switched off, and the flight recording ended; to begin one takes longer than a call may wait. */
    private void beginEvents() {
        Runnable begin = () -> {
            Hook.ring().mute();
            events.tracingOn(true);
        };
        Thread thread = new Thread(null, begin, "jftrace-traceon", 0, false);
        thread.setDaemon(true);
        thread.start();
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
