package dev.jftrace.agent.control;

import dev.jftrace.agent.code.FunctionFilter;
import dev.jftrace.agent.code.TracedClasses;
import dev.jftrace.agent.hook.Hook;
import dev.jftrace.agent.hook.Session;
import dev.jftrace.agent.hook.TraceSettings;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What this JVM traces: tracer, filters, limits and buffer, set one by one through its control files. Filters and limits survive a
 * change of the tracer, the records do not. Used by one thread.
 */
public final class Instance {
    static final List<String> TRACERS = List.of("function_graph", "function", "nop");
    private static final String NOP = "nop";
    private static final long LEAST_BUFFER_KB = 64;

    private final Instrumentation instrumentation;
    private final TracedClasses classes;
    private Path folder;
    private Session session;
    private String tracer = NOP;
    private List<String> filter = List.of();
    private List<String> notrace = List.of();
    private int maxGraphDepth;
    private long bufferKb = 65536;
    private boolean tracingOn = true;
    private int sessions;
    private boolean heard = true;
    private final TraceOptions options = new TraceOptions();

    /** Traces nothing yet. */
    public Instance(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        this.classes = new TracedClasses(instrumentation);
    }

    /** Begins as a recorder asks for it that started this JVM. @param newFolder where the records go */
    public Session begin(Path newFolder, TraceSettings settings) throws IOException {
        filter = List.copyOf(settings.filters());
        notrace = List.copyOf(settings.notraces());
        maxGraphDepth = settings.maxGraphDepth();
        bufferKb = settings.bufferKb();
        session = Session.open(newFolder, settings);
        tracer = settings.tracer();
        if (!tracer.equals(NOP)) {
            Hook.ring().next(System.nanoTime(), 0); // what a slow path needs is initialised while the JVM is quiet
            retrace();
        }
        return session;
    }

    /** @param where sessions that begin later make their folders */
    void serveFrom(Path where) {
        folder = where;
    }

    Instrumentation instrumentation() {
        return instrumentation;
    }

    String tracer() {
        return tracer;
    }

    /** Another tracer begins with an empty buffer. */
    void tracer(String wanted) throws IOException {
        if (!TRACERS.contains(wanted)) {
            throw new ControlException(
                    Errno.EINVAL, "no tracer '" + wanted + "'; there are " + String.join(" ", TRACERS));
        }
        if (wanted.equals(tracer)) {
            return;
        }
        classes.restore();
        tracer = NOP;
        if (session != null) {
            clear();
        }
        if (!wanted.equals(NOP)) {
            arm();
            tracer = wanted;
            retrace();
        }
    }

    /** A buffer, if there is none yet. */
    private void arm() throws IOException {
        if (session == null) {
            Path next = folder.resolve("session-" + ++sessions);
            session = Session.open(next, TraceSettings.ofBuffer(bufferKb, maxGraphDepth));
            session.log().main(System.getProperty("sun.java.command", ""));
            session.tracingOn(tracingOn);
        }
        muteThisThread();
    }

    /** What the thread of the control files calls is kept out of the trace. */
    void muteThisThread() {
        if (session != null && heard) {
            Hook.ring().mute();
            heard = false;
        }
    }

    private void retrace() {
        classes.trace(session, new FunctionFilter(filter, notrace, session.log()));
    }

    private void retraceIfTracing() {
        if (!tracer.equals(NOP)) {
            retrace();
        }
    }

    List<String> filter() {
        return filter;
    }

    void filter(List<String> patterns) {
        filter = List.copyOf(patterns);
        retraceIfTracing();
    }

    List<String> notrace() {
        return notrace;
    }

    void notrace(List<String> patterns) {
        notrace = List.copyOf(patterns);
        retraceIfTracing();
    }

    int maxGraphDepth() {
        return maxGraphDepth;
    }

    void maxGraphDepth(int depth) {
        maxGraphDepth = depth;
        if (session == null) {
            return;
        }
        String before = session.hooks();
        session.limit(depth);
        if (!before.equals(session.hooks())) {
            retraceIfTracing();
        }
    }

    boolean isTracingOn() {
        return tracingOn;
    }

    void tracingOn(boolean on) {
        tracingOn = on;
        if (session != null) {
            session.tracingOn(on);
        }
    }

    long bufferKb() {
        return bufferKb;
    }

    void bufferKb(long kb) throws IOException {
        if (kb == 0) {
            throw new ControlException(Errno.EINVAL, "a buffer of no size");
        }
        long whole = Math.max(kb, LEAST_BUFFER_KB);
        TraceSettings.ofBuffer(whole, 0);
        if (session != null && whole != bufferKb) {
            throw new ControlException(Errno.EBUSY, "the buffer is in use; detach first");
        }
        bufferKb = whole;
    }

    TraceOptions options() {
        return options;
    }

    void option(String name, boolean on) throws IOException {
        options.set(name, on);
    }

    /** A recorder is there, or is gone: with none, nobody makes room in the buffer. */
    void recorded(boolean by) {
        if (session != null) {
            session.recorded(by);
        }
    }

    void tell(String what) {
        if (session != null) {
            session.log().error(what);
        }
    }

    /** Drops what was recorded. */
    void clear() {
        if (session != null) {
            session.clear();
        }
    }

    Session session() {
        return session;
    }

    /** Functions that have hooks now, each once. */
    List<String> enabledFunctions() throws IOException {
        List<String> names = new ArrayList<>();
        if (session == null || !classes.isTracing()) {
            return names;
        }
        int first = classes.firstId();
        for (String line : Files.readAllLines(session.folder().resolve("functions"))) {
            String[] columns = line.split("\t", 3);
            if (columns.length == 3 && Integer.parseInt(columns[0]) >= first) {
                names.add(columns[1]);
            }
        }
        return names;
    }

    /** The program is as it was before: original code, no buffer. The settings go too. */
    void leave() {
        classes.restore();
        tracer = NOP;
        filter = List.of();
        notrace = List.of();
        maxGraphDepth = 0;
        tracingOn = true;
        if (session != null) {
            session.tracingOn(false);
            session.retire();
            session = null;
            heard = true;
        }
    }
}
