package dev.jftrace.agent.control;

import dev.jftrace.agent.code.DroppedMethods;
import dev.jftrace.agent.code.FilterSyntaxException;
import dev.jftrace.agent.code.TracedClasses;
import dev.jftrace.agent.hook.FunctionCommands;
import dev.jftrace.agent.hook.Governor;
import dev.jftrace.agent.hook.Hook;
import dev.jftrace.agent.hook.Session;
import dev.jftrace.agent.hook.TraceSettings;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What this JVM traces: tracer, filters, limits and buffer, set one by one through its control files. Filters and limits survive a
 * change of the tracer, the records do not. Used by one thread.
 *
 * <p>A buffer is made when a tracer begins, and goes with it. What can't be changed in a buffer (what it does when it is full, which
 * records it holds) begins with an empty one.
 */
public final class Instance {
    static final List<String> TRACERS = List.of("function_graph", "function", "nop");
    private static final String NOP = "nop";
    private static final long LEAST_BUFFER_KB = 128;

    private final Instrumentation instrumentation;
    private final TracedClasses classes;
    private final TraceOptions options = new TraceOptions();
    private final SessionEvents events = new SessionEvents();
    private Path folder;
    private Session session;
    private String tracer = NOP;
    private Filters filters = new Filters();
    private DroppedMethods dropped;
    private SessionSnapshot snapshot;
    private SessionSwitch control;
    private int maxGraphDepth;
    private long threshUs;
    private long bufferKb = 65536;
    private boolean tracingOn = true;
    private Recorder recorder = Recorder.NONE;
    private int sessions;
    private int stillMapped;
    private boolean prepared;
    private boolean muted;

    /** Traces nothing yet. */
    public Instance(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        this.classes = new TracedClasses(instrumentation);
    }

    /** Begins as a recorder asks for it that started this JVM. @param newFolder where the records go */
    public Session begin(Path newFolder, TraceSettings settings) throws IOException, FilterSyntaxException {
        filters = Filters.of(settings);
        filters.functions(options, null); // better refused before there is a session
        maxGraphDepth = settings.maxGraphDepth();
        threshUs = settings.threshUs();
        bufferKb = settings.bufferKb();
        options.set(TraceOptions.OVERWRITE, settings.overwrites());
        recorder = Recorder.of(settings.recorder());
        events.ask(settings.flightEvents(), settings.eventFilters());
        open(newFolder, settings);
        tracer = settings.tracer();
        if (!tracer.equals(NOP)) {
            prepare();
            retrace();
        }
        return session;
    }

    /** All that is to be done in a JVM that begins was done: the program comes now. */
    public void begun() {
        if (classes.isTracing()) {
            boolean wasHeard = Hook.ring().mute();
            EarlyWarning.tell(session, classes, recorder);
            if (wasHeard) {
                Hook.ring().unmute();
            }
        }
        events.begun();
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

    void tracer(String wanted) throws IOException {
        if (!TRACERS.contains(wanted)) {
            throw new ControlException(
                    Errno.EINVAL, "no tracer '" + wanted + "'; there are " + String.join(" ", TRACERS));
        }
        if (!wanted.equals(tracer) && tracer.equals(NOP) && session != null) {
            session = session.limited(settings(wanted));
            retrace(wanted);
        } else if (!wanted.equals(tracer)) {
            requireNoRecorder();
            end();
            trace(wanted);
        }
    }

    private void retrace(String wanted) throws IOException {
        prepare();
        tracer = wanted;
        retrace();
    }

    /** All that a slow path asks about is there before the first hook. */
    private void open(Path newFolder, TraceSettings settings) throws IOException {
        session = Session.open(newFolder, settings);
        session.threads(filters.threads());
        snapshot = new SessionSnapshot(session);
        dropped = new DroppedMethods(session, instrumentation);
        control = new SessionSwitch(session, snapshot, events);
        FunctionCommands.control(control);
        Governor.limit(filters.governorPercent(), dropped);
        events.begin(session);
    }

    private void trace(String wanted) throws IOException {
        if (!wanted.equals(NOP) || events.areOn()) {
            openAnother(settings(wanted));
            control.turn(tracingOn);
        }
        if (!wanted.equals(NOP)) {
            retrace(wanted);
        }
    }

    private void openAnother(TraceSettings settings) throws IOException {
        Path next = folder.resolve("session-" + ++sessions);
        try {
            open(next, settings);
        } catch (IOException e) {
            FolderTree.delete(next);
            throw new ControlException(Errno.ENOMEM, e.getMessage());
        }
    }

    /** Names of the flight recorder's events that are on. */
    List<String> flightEvents() {
        return events.names();
    }

    /** They need a buffer to stand beside, also where no function is traced. */
    void flightEvents(List<String> names) throws IOException {
        events.set(names);
        if (session == null && events.areOn()) {
            trace(NOP);
        }
    }

    /** Texts of filters, by the events' names. */
    Map<String, String> eventFilters() {
        return events.filters();
    }

    void eventFilter(String event, String filter) {
        events.filter(event, filter);
    }

    void clearEventFilters() {
        events.clearFilters();
    }

    private TraceSettings settings(String of) throws IOException {
        return TraceSettings.of(of, threshUs, maxGraphDepth, bufferKb, options.isOn(TraceOptions.OVERWRITE));
    }

    /** With another buffer, as what was set asks for it. */
    private void restart() throws IOException {
        if (session != null) {
            String again = tracer;
            end();
            trace(again);
        }
    }

    /** As the kernel refuses it while somebody has trace_pipe open. */
    private void requireNoRecorder() throws IOException {
        if (session != null && recorder.isThere()) {
            throw new ControlException(
                    Errno.EBUSY, "process " + recorder.pid() + " records this JVM, or reads its trace_pipe");
        }
    }

    /** Original code, and no buffer. */
    private void end() throws IOException {
        classes.restore();
        tracer = NOP;
        if (session != null) {
            Session last = session;
            tracingOn = last.buffer().isTracingOn();
            session = null;
            events.end();
            FunctionCommands.control(null);
            Governor.limit(0, null);
            if (!last.end()) {
                stillMapped++;
            }
            FolderTree.delete(last.folder());
        }
    }

    /** What a slow path needs is initialised before a hook is reachable. */
    private void prepare() {
        if (!prepared) {
            prepared = true;
            Hook.ring().prepare();
        }
        muteIfServing();
    }

    /** What the thread calls that serves the control files is kept out of the trace. */
    void muteIfServing() {
        if (folder != null && session != null && !muted) {
            Hook.ring().mute();
            muted = true;
        }
    }

    private void retrace() throws IOException {
        if (filters.asksForValues(options) && !session.mode().tellsOfExits()) {
            session.log().error("arguments and results are recorded with function_graph only");
        }
        try {
            classes.trace(session, filters.functions(options, session.log()), dropped);
        } catch (FilterSyntaxException e) {
            throw new ControlException(Errno.EINVAL, e.getMessage());
        }
    }

    private void retraceIfTracing() throws IOException {
        if (!tracer.equals(NOP)) {
            retrace();
        }
    }

    /** What is traced, as it was set; to change it, see below. */
    Filters filters() {
        return filters;
    }

    /** @param file one of functions, or that of threads */
    void filter(String file, List<String> lines) throws IOException {
        filters.lines(file, lines);
        if (!file.equals(Filters.THREADS)) {
            retraceIfTracing();
        } else if (session != null) {
            session.threads(filters.threads());
        }
    }

    void trivial(boolean wanted) throws IOException {
        filters.trivial(wanted);
        retraceIfTracing();
    }

    void minSize(int bytes) throws IOException {
        filters.minSize(bytes);
        retraceIfTracing();
    }

    /** What was dropped before stays so until the tracer changes. */
    void governorPercent(int percent) {
        filters.governorPercent(percent);
        if (session != null) {
            Governor.limit(percent, dropped);
        }
    }

    int maxGraphDepth() {
        return maxGraphDepth;
    }

    /** The records stay. */
    void maxGraphDepth(int depth) throws IOException {
        maxGraphDepth = depth;
        if (session != null) {
            String before = session.mode().hooks();
            session = session.limited(settings(tracer));
            if (!before.equals(session.mode().hooks())) {
                retrace();
            }
        }
    }

    long threshUs() {
        return threshUs;
    }

    void threshUs(long us) throws IOException {
        if (us != threshUs) {
            requireNoRecorder();
            threshUs = us;
            restart();
        }
    }

    boolean isTracingOn() {
        return session == null ? tracingOn : session.buffer().isTracingOn();
    }

    void tracingOn(boolean on) {
        tracingOn = on;
        if (on) {
            events.tracingOn(true);
        }
        if (session != null) {
            control.turn(on);
        }
        if (!on) {
            events.tracingOn(false);
        }
    }

    long bufferKb() {
        return bufferKb;
    }

    /** At least two sub-buffers, as the kernel has it. The newest records stay. */
    void bufferKb(long kb) throws IOException {
        if (kb == 0) {
            throw new ControlException(Errno.EINVAL, "a buffer of no size");
        }
        if (kb != bufferKb) {
            requireNoRecorder();
            long before = bufferKb;
            bufferKb = Math.max(kb, LEAST_BUFFER_KB);
            try {
                TraceSettings wanted = settings(tracer);
                if (session != null) {
                    session.resize(wanted);
                } else {
                    Session.requireRoom(folder, wanted);
                }
            } catch (IOException e) {
                bufferKb = before;
                throw new ControlException(Errno.ENOMEM, e.getMessage());
            }
        }
    }

    TraceOptions options() {
        return options;
    }

    void option(String name, boolean on) throws IOException {
        boolean before = options.isOn(name);
        if (before != on && name.equals(TraceOptions.OVERWRITE)) {
            requireNoRecorder();
        }
        options.set(name, on);
        if (before != on && name.equals(TraceOptions.OVERWRITE)) {
            restart();
        }
        if (before != on && (name.equals(TraceOptions.ARGUMENTS) || name.equals(TraceOptions.RESULTS))) {
            retraceIfTracing();
        }
    }

    /** Drops what was recorded. */
    void clear() throws IOException {
        if (session != null) {
            session.buffer().reset();
            session.markers().clear();
            events.clear();
        }
    }

    /** Copies what is in the buffer, in the place of an earlier copy. */
    void snapshot() throws IOException {
        if (session == null) {
            throw new ControlException(Errno.EINVAL, "there is no buffer to copy: current_tracer is nop");
        }
        snapshot.take();
    }

    void dropSnapshot() throws IOException {
        if (session != null) {
            snapshot.drop();
        }
    }

    Recorder recorder() {
        return recorder;
    }

    void recorder(Recorder who) {
        recorder = who;
    }

    Session session() {
        return session;
    }

    /** Buffers that could not be taken out of memory. */
    int stillMapped() {
        return stillMapped;
    }

    void tell(String what) {
        if (session != null) {
            session.log().error(what);
        }
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

    /** The program is as it was before. */
    void leave() throws IOException {
        end();
    }
}
