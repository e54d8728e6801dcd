package dev.jftrace.record.jvm;

import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns an agent's records into ftrace's events: knows which calls are open on every task, so that an exit gets the time of its
 * entry and both get their depth.
 *
 * <p>An entry whose exit never came (a StackOverflowError can strike inside the hook) is closed when a caller of it exits. After
 * lost records the depth is known (the hook counts it) and so is how far it sank in between: the calls below that are the same as
 * before. Those above have ended, unseen; exits of calls that began unseen are counted as lost rather than matched by guess.
 */
final class JvmCalls implements RecordSink {
    private static final String[] NO_NAMES = {};

    private final JvmFunctions functions;
    private final JvmTasks names;
    private final Lanes lanes;
    private final int maxGraphDepth;
    private final Map<AgentThread, Writer> writers = new HashMap<>();
    private final Map<Long, Task> virtualTasks = new HashMap<>();

    /** ns; with it only calls that took as long are shown, and of those only the exits. */
    private final long thresh;

    private final CallCost cost = new CallCost();
    private final LaneEvents events;

    /** By Java's number, of platform threads; and of the virtual threads that run somewhere. */
    private final Map<Long, Writer> writersOfThreads = new HashMap<>();

    private final Map<Long, Writer> carriers = new HashMap<>();

    /** Records come in runs of one thread. */
    private AgentThread lastThread;

    private Writer lastWriter;

    JvmCalls(JvmFunctions functions, JvmTasks names, Lanes lanes, JvmSettings settings, long thresh, int process) {
        this.functions = functions;
        this.names = names;
        this.lanes = lanes;
        this.maxGraphDepth = settings.maxGraphDepth() == 0 ? Integer.MAX_VALUE : settings.maxGraphDepth();
        this.thresh = thresh;
        this.events = new LaneEvents(functions, names, lanes, process);
    }

    /** A thread of the platform: what it writes goes to one lane, whichever task it runs. */
    private static final class Writer {
        final Lane lane;
        final Task platform;
        Task running;
        long runningThread;
        int lowest = Integer.MAX_VALUE;

        /** Whether records are missing before the next one, and what stands for calls that began there. */
        boolean gap;

        int missing = CallStack.BEFORE;

        /** Of the call that the next record ends, ns; -1 where its entry was told. */
        long duration = -1;

        /** The hook's count of open calls less ours: a lost exit leaves it one too high. */
        int drift;

        /** The event that waits for its values; null for none. */
        Waiting waiting;

        /** The virtual thread that was told to be mounted last; 0 for none. */
        long mounted;

        final CallCost.Seen seen = new CallCost.Seen();
        final CallValues values = new CallValues();

        Writer(Lane lane, Task platform) {
            this.lane = lane;
            this.platform = platform;
            this.running = platform;
        }
    }

    /** An event that is written when the values behind it have come. */
    private interface Waiting {
        void write(byte[] values);
    }

    @Override
    public void accept(AgentThread thread, long stamp, long info) {
        Writer writer = thread == lastThread ? lastWriter : writerOf(thread, stamp);
        int kind = AgentRecord.kind(info);
        if (kind == AgentValue.VALUE || kind == AgentValue.TEXT) {
            value(writer, stamp, info, kind == AgentValue.TEXT);
            return;
        }
        boolean sameThread = kind == AgentRecord.SWITCH && AgentRecord.thread(info) == writer.runningThread;
        if (sameThread && writer.waiting != null) {
            return; // a new sub-buffer says again who runs, before the rest of the values
        }
        settle(writer);
        if (kind > AgentRecord.EXIT) {
            writer.seen.forget();
        }
        if (events.areWaiting()) {
            tellBefore(writer, thread.javaThread(), stamp);
        }
        if (isOfCallStack(kind) && writer.duration < 0 && writer.running == writer.platform) {
            int hookDepth = AgentRecord.depth(info) + (kind == AgentRecord.ENTRY ? 0 : 1);
            if (writer.gap) {
                bridge(writer, stamp, Math.max(0, hookDepth - writer.drift));
            }
            writer.drift = hookDepth - writer.running.calls().depth();
        }
        switch (kind) {
            case AgentRecord.FUNCTION -> function(writer, stamp, info);
            case AgentRecord.DURATION -> writer.duration = AgentRecord.duration(info);
            case AgentRecord.PAUSE -> {
                writer.gap = true;
                writer.lowest = Math.min(writer.lowest, AgentRecord.id(info));
            }
            case AgentRecord.DROPPED -> dropped(writer, stamp, info);
            case AgentRecord.ENTRY -> {
                cost.enter(writer.seen, stamp);
                enter(writer, stamp, AgentRecord.id(info));
            }
            case AgentRecord.EXIT -> {
                cost.leave(writer.seen, stamp);
                exit(writer, stamp, info, ExitKind.RETURN);
            }
            case AgentRecord.EXIT_THROW -> exit(writer, stamp, info, ExitKind.THROW);
            case AgentRecord.SWITCH -> {
                switchTo(writer, AgentRecord.thread(info));
                mount(writer, stamp);
            }
            default -> writer.lane.lost(1);
        }
    }

    private static boolean isOfCallStack(int kind) {
        return kind == AgentRecord.ENTRY || kind == AgentRecord.EXIT || kind == AgentRecord.EXIT_THROW;
    }

    private void function(Writer writer, long stamp, long info) {
        int parent = AgentRecord.depth(info);
        writer.lane.function(
                stamp,
                writer.running.pid(),
                functions.address(AgentRecord.id(info)),
                parent == 0 ? 0 : functions.address(parent));
    }

    private void dropped(Writer writer, long stamp, long info) {
        String text = "dropped from tracing, which took " + AgentRecord.depth(info) + " % of this thread's time\n";
        writer.lane.print(
                stamp,
                writer.running.pid(),
                functions.address(AgentRecord.id(info)),
                text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What a lost event's values would be are nobody's. */
    private static void value(Writer writer, long word, long info, boolean isText) {
        writer.seen.forget();
        if (writer.waiting != null && writer.values.take(word, info, isText)) {
            settle(writer);
        }
    }

    private static void await(Writer writer, String[] names, int count, Waiting event) {
        writer.values.expect(names, count);
        writer.waiting = event;
    }

    /** Writes what waits, with the values that came. */
    private static void settle(Writer writer) {
        if (writer.waiting != null) {
            Waiting event = writer.waiting;
            writer.waiting = null;
            event.write(writer.values.text());
        }
    }

    CallCost cost() {
        return cost;
    }

    /** Goes on after lost records: the calls down to the lowest depth have ended unseen, those up to {@code open} have begun so. */
    private void bridge(Writer writer, long stamp, int open) {
        CallStack calls = writer.running.calls();
        int kept = Math.min(open, Math.max(0, writer.lowest - writer.drift));
        while (calls.depth() > kept) {
            if (calls.isInnermostUnknown()) {
                calls.pop();
            } else {
                close(writer, stamp, ExitKind.UNSEEN);
            }
        }
        calls.padTo(open, writer.missing);
        writer.gap = false;
        writer.missing = CallStack.BEFORE;
        writer.lowest = Integer.MAX_VALUE;
    }

    private Writer writerOf(AgentThread thread, long stamp) {
        lastThread = thread;
        lastWriter = writers.computeIfAbsent(thread, newcomer -> newWriter(newcomer, stamp));
        return lastWriter;
    }

    @Override
    public void lost(AgentThread thread, long count, int lowestDepth) {
        Writer writer = missing(thread, count, lowestDepth, false);
        if (writer != null) {
            writer.missing = CallStack.UNKNOWN;
        }
    }

    /** How low the calls sank is not known: none of them is taken to be open still. */
    @Override
    public void overrun(AgentThread thread, long count) {
        missing(thread, count, 0, true);
    }

    private Writer missing(AgentThread thread, long count, int lowestDepth, boolean overrun) {
        long stamp = thread.firstStamp();
        if (stamp == 0 && !writers.containsKey(thread)) {
            lanes.lostBeforeAnyLane(count);
            return null;
        }
        Writer writer = writerOf(thread, stamp);
        settle(writer);
        writer.seen.forget();
        writer.gap = true;
        writer.duration = -1;
        writer.lowest = Math.min(writer.lowest, lowestDepth);
        if (overrun) {
            writer.lane.overrun(count);
        } else {
            writer.lane.lost(count);
        }
        // Who runs now is told by the next record, unless it is the platform thread itself.
        writer.running = writer.platform;
        writer.runningThread = 0;
        return writer;
    }

    /** The thread has ended: its lane may serve another. */
    void end(AgentThread thread) {
        lastThread = null;
        Writer writer = writers.remove(thread);
        if (writer != null) {
            settle(writer);
            tellBefore(writer, thread.javaThread(), Long.MAX_VALUE);
            writersOfThreads.remove(thread.javaThread());
            carriers.remove(writer.mounted, writer);
            lanes.giveBack(writer.lane);
        }
    }

    private void enter(Writer writer, long stamp, int id) {
        CallStack calls = writer.running.calls();
        int depth = calls.depth();
        if (thresh == 0 && isShown(writer, depth)) {
            tellEntry(writer, stamp, id, depth);
        }
        calls.push(id, stamp);
    }

    /** The hooks know how deep a thread of the platform is, and the limit of that moment; of a virtual thread only the reader does. */
    private boolean isShown(Writer writer, int depth) {
        return depth < maxGraphDepth || writer.running == writer.platform;
    }

    private void tellEntry(Writer writer, long stamp, int id, int depth) {
        int pid = writer.running.pid();
        long address = functions.address(id);
        JvmFunctions.Values values = functions.values(id);
        if (values == null || values.arguments().length == 0) {
            writer.lane.entry(stamp, pid, address, depth);
            return;
        }
        await(
                writer,
                values.arguments(),
                values.arguments().length,
                arguments -> writer.lane.entry(stamp, pid, address, depth, arguments));
    }

    private void exit(Writer writer, long stamp, long info, ExitKind kind) {
        int id = AgentRecord.id(info);
        if (writer.duration >= 0) {
            long callTime = stamp - writer.duration;
            writer.duration = -1;
            tellExit(writer, stamp, id, AgentRecord.depth(info), callTime, kind);
            return;
        }
        CallStack calls = writer.running.calls();
        int call = calls.innermost(id);
        if (call < 0) {
            exitOfUnknown(writer, calls);
            return;
        }
        while (calls.depth() > call + 1) {
            close(writer, stamp, ExitKind.UNSEEN);
        }
        close(writer, stamp, kind);
    }

    private static void exitOfUnknown(Writer writer, CallStack calls) {
        boolean beganBefore = calls.depth() > 0 && calls.id(calls.depth() - 1) == CallStack.BEFORE;
        if (calls.isInnermostUnknown()) {
            calls.pop();
        }
        if (!beganBefore) {
            writer.lane.lost(1);
        }
    }

    private void close(Writer writer, long stamp, ExitKind kind) {
        CallStack calls = writer.running.calls();
        int depth = calls.depth() - 1;
        long callTime = calls.callTime(depth);
        if (isShown(writer, depth) && stamp - callTime >= thresh) {
            tellExit(writer, stamp, calls.id(depth), depth, callTime, kind);
        }
        calls.pop();
    }

    private void tellExit(Writer writer, long stamp, int id, int depth, long callTime, ExitKind kind) {
        int pid = writer.running.pid();
        long address = functions.address(id);
        JvmFunctions.Values values = functions.values(id);
        if (values == null || !values.result() || kind != ExitKind.RETURN) {
            writer.lane.exit(stamp, pid, address, depth, callTime, kind);
            return;
        }
        await(writer, NO_NAMES, 1, result -> writer.lane.exit(stamp, pid, address, depth, callTime, kind, result));
    }

    /** A virtual thread with no open call needs no memory of it: there may be millions. */
    private void switchTo(Writer writer, long javaThread) {
        if (writer.runningThread != 0 && writer.running.calls().depth() == 0) {
            virtualTasks.remove(writer.runningThread);
        }
        writer.runningThread = javaThread;
        writer.running = javaThread == 0
                ? writer.platform
                : virtualTasks.computeIfAbsent(javaThread, thread -> new Task(names.virtual(thread)));
        // Which virtual threads ran in the gap is not known, nor how deep: a hook counts their depth anew from each
        // switch.
        if (writer.gap && javaThread != 0) {
            writer.running.calls().clear();
        }
    }

    /** What happens to the JVM in between; it gets its place as the calls come. */
    LaneEvents events() {
        return events;
    }

    private Writer newWriter(AgentThread thread, long stamp) {
        Writer writer = new Writer(lanes.take(events.firstOf(thread.javaThread(), stamp)), new Task(thread.tid()));
        writersOfThreads.put(thread.javaThread(), writer);
        return writer;
    }

    /** What happened before its next record to the virtual thread that runs, and to the platform's. */
    private void tellBefore(Writer writer, long javaThread, long stamp) {
        if (writer.mounted != 0 && carriers.get(writer.mounted) == writer) {
            tellBefore(writer.mounted, stamp);
        }
        tellBefore(javaThread, stamp);
    }

    private void tellBefore(long javaThread, long stamp) {
        if (events.firstOf(javaThread, stamp) < stamp) {
            events.before(stamp, javaThread, placeOf(javaThread));
        }
    }

    /** What happened up to a time to threads whose records are all there: the rest of it has its place now. */
    void tellRest(long until) {
        events.rest(until, this::placeOf);
    }

    /** Null for a thread that calls nothing traced, or has ended. */
    private LaneEvents.Place placeOf(long javaThread) {
        Writer carrier = carriers.get(javaThread);
        Writer writer = carrier == null ? writersOfThreads.get(javaThread) : carrier;
        if (writer == null) {
            return null;
        }
        settle(writer);
        return new LaneEvents.Place(writer.lane, carrier == null ? writer.platform.pid() : names.virtual(javaThread));
    }

    /** A virtual thread is known to run here, or no more, when its carrier makes its next traced call. */
    private void mount(Writer writer, long stamp) {
        long before = writer.mounted;
        long now = writer.runningThread;
        if (before != now) {
            writer.mounted = now;
            carriers.remove(before, writer);
            if (now != 0) {
                carriers.put(now, writer);
            }
            events.switched(stamp, before, now, new LaneEvents.Place(writer.lane, writer.platform.pid()));
        }
    }
}
