package dev.jftrace.record.jvm;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.record.jfr.JvmEvent;
import dev.jftrace.record.jfr.JvmEventType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One traced JVM of a recording: follows its buffer and turns what it finds into the lanes' pages. */
final class JvmSource implements AutoCloseable {
    private static final long RETIRE_EVERY_NS = 250_000_000L;
    private static final long CLOCK_EVERY_NS = 1_000_000_000L;

    private final Path folder;
    private final AgentBuffer buffer;
    private final JvmThreads linuxThreads;
    private final JvmFunctions functions;
    private final JvmTasks tasks;
    private final Lanes lanes;
    private final JvmCalls calls;
    private final JvmFlight flight;
    private final JvmMarkers markers;
    private final Map<Long, AgentThread> threads = new LinkedHashMap<>();
    private final long[] knownSequences;
    private final long[] knownThreads;
    private long retiredAt = System.nanoTime();
    private long clockAskedAt;
    private int generation;
    private EventCatalog catalog;
    private boolean ended;

    private JvmSource(Path folder, AgentBuffer buffer, int number, JvmSettings settings, Lanes lanes) {
        this.folder = folder;
        this.buffer = buffer;
        this.linuxThreads = new JvmThreads(folder, buffer.pid());
        this.functions = new JvmFunctions(folder, number);
        this.tasks = new JvmTasks(folder);
        this.lanes = lanes;
        this.calls = new JvmCalls(functions, tasks, lanes, settings, buffer.thresh(), buffer.pid());
        this.flight = new JvmFlight(folder);
        calls.events().filters(flight::filterOf);
        this.markers = new JvmMarkers(folder);
        this.generation = buffer.generation();
        this.knownSequences = new long[buffer.subBufferCount()];
        this.knownThreads = new long[buffer.subBufferCount()];
    }

    /** @return null while the JVM is still making its buffer */
    static JvmSource open(Path folder, int number, JvmSettings settings, Lanes lanes) throws IOException {
        Path file = folder.resolve("buffer");
        AgentBuffer buffer = Files.exists(file) ? AgentBuffer.open(file) : null;
        return buffer == null ? null : new JvmSource(folder, buffer, number, settings, lanes);
    }

    /** Of a JVM that has ended, and whose records were collected. */
    static JvmSource of(AgentBuffer collected, Path folder, int number, JvmSettings settings, Lanes lanes) {
        return new JvmSource(folder, collected, number, settings, lanes);
    }

    int pid() {
        return buffer.pid();
    }

    Lanes lanes() {
        return lanes;
    }

    JvmFunctions functions() {
        return functions;
    }

    CallCost cost() {
        return calls.cost();
    }

    JvmTasks tasks() {
        return tasks;
    }

    /**
     * Takes what was recorded up to a time.
     *
     * @param until CLOCK_MONOTONIC ns; {@link Long#MAX_VALUE} for all there is
     */
    void drain(long until) throws IOException {
        buffer.beat();
        if (!ended && buffer.isCounter() && System.nanoTime() - clockAskedAt > CLOCK_EVERY_NS) {
            clockAskedAt = System.nanoTime();
            buffer.clock(TimeStampCounter.pair());
        }
        markers.next(calls.events());
        update(); // which values follow a call is known before its records are
        while (flight.next(calls.events())) {
            // each is a chunk
        }
        findSubBuffers();
        drainRecords(ended ? until : flight.limit(until));
        if (!ended) {
            retireEndedThreads();
        }
        threads.values().forEach(AgentThread::letGo);
        lanes.throwFailure();
    }

    private void drainRecords(long until) {
        drainBetweenSwitches(until);
        for (AgentThread next = nextSwitch(until); next != null; next = nextSwitch(until)) {
            next.passSwitch(calls);
            drainBetweenSwitches(until);
        }
        calls.tellRest(until);
    }

    /** Two passes at least: what a thread wrote before another one's switch record is seen before that switch is passed. */
    private void drainBetweenSwitches(long until) {
        boolean again;
        do {
            again = false;
            for (Iterator<AgentThread> each = threads.values().iterator(); each.hasNext(); ) {
                AgentThread thread = each.next();
                again |= thread.drain(until, flight.isOn() ? until : Long.MAX_VALUE, calls);
                if (ended && thread.isExhausted()) {
                    calls.end(thread);
                    each.remove();
                }
            }
        } while (again);
    }

    /** A virtual thread goes from carrier to carrier: switches are passed in the order of time over all carriers. */
    private AgentThread nextSwitch(long until) {
        AgentThread first = null;
        long stamp = until;
        for (AgentThread thread : threads.values()) {
            if (thread.switchStamp() <= stamp && thread.switchStamp() != Long.MAX_VALUE) {
                first = thread;
                stamp = thread.switchStamp();
            }
        }
        return first;
    }

    /** A sub-buffer may have been given back and taken again since the last look: thread and sequence tell. */
    private void findSubBuffers() {
        forgetDropped();
        for (int i = 0; i < knownSequences.length; i++) {
            long sequence = buffer.hasContent(i) ? buffer.sequence(i) : 0;
            long javaThread = buffer.javaThread(i);
            if (sequence != 0 && (sequence != knownSequences[i] || javaThread != knownThreads[i])) {
                knownSequences[i] = sequence;
                knownThreads[i] = javaThread;
                buffer.clockOf(i);
                int tid = buffer.tid(i);
                threads.computeIfAbsent(javaThread, thread -> new AgentThread(buffer, tid, thread))
                        .found(sequence, i);
            }
        }
        threads.values().forEach(thread -> thread.looked(ended));
    }

    /** After a reset of the JVM's buffer every thread counts its sub-buffers from 1 again. */
    private void forgetDropped() {
        if (buffer.generation() != generation) {
            generation = buffer.generation();
            threads.values().forEach(calls::end);
            threads.clear();
            Arrays.fill(knownSequences, 0);
        }
    }

    /** A thread that is gone never stores FULL: its last sub-buffer would stay taken for ever. */
    private void retireEndedThreads() throws IOException {
        if (System.nanoTime() - retiredAt < RETIRE_EVERY_NS) {
            return;
        }
        retiredAt = System.nanoTime();
        for (Iterator<AgentThread> each = threads.values().iterator(); each.hasNext(); ) {
            AgentThread thread = each.next();
            boolean gone = !linuxThreads.isThere(thread.tid());
            if (thread.isDrainedAndGone(gone)) {
                thread.retire();
                calls.end(thread);
                each.remove();
            }
        }
    }

    /** Takes what is left of a JVM that has ended: thread by thread as they began, so that one's lane can serve the next. */
    void finish() throws IOException {
        ended = true;
        findSubBuffers();
        List<AgentThread> byTime = new ArrayList<>(threads.values());
        byTime.sort(Comparator.comparingLong(AgentThread::nextStamp));
        threads.clear();
        byTime.forEach(thread -> threads.put(thread.javaThread(), thread));
        update();
        markers.next(calls.events());
        while (flight.next(calls.events())) {
            drainRecords(flight.toldUntil());
        }
        drain(Long.MAX_VALUE);
        update();
        lanes.flush();
        lanes.throwFailure();
    }

    /** Reads the names that the agent has listed since. */
    void update() throws IOException {
        boolean functionsChanged = functions.update();
        boolean tasksChanged = tasks.update();
        if (functionsChanged || tasksChanged || flight.hasNewTypes()) {
            catalog = null;
        }
    }

    /** What decodes the lanes' pages, with the names known so far. */
    EventCatalog catalog() {
        if (catalog == null) {
            EventCatalog.Builder builder = EventCatalog.builder()
                    .byteOrder(ByteOrder.LITTLE_ENDIAN)
                    .longSize(Long.BYTES)
                    .functions(functions.kallsyms())
                    .printks(new byte[0])
                    .tasks(tasks.savedCmdlines());
            JvmFormats.ftraceFormats(lanes.haveValues()).forEach(builder::ftraceFormat);
            flight.types()
                    .forEach(type ->
                            builder.format(JvmEventType.SYSTEM, type.format().getBytes(StandardCharsets.US_ASCII)));
            catalog = builder.build();
        }
        return catalog;
    }

    /** Events that are missing, whether a mark in the trace tells of them or not. */
    long lost() {
        return Math.max(buffer.lost() + buffer.overrun(), lanes.lost());
    }

    /** {@code per_cpu/cpuN/stats} of each lane. */
    List<String> stats() {
        return lanes.stats(buffer.overrun(), buffer.lost());
    }

    /** As if the flight recorder had told of it. */
    void event(JvmEvent event) {
        calls.events().add(event);
    }

    /** Of {@link #lost}, those for which the buffer had room: only the stack of the thread that called had not. */
    long lostForWantOfStack() {
        boolean full = buffer.lost() - buffer.starvedHooks() + buffer.overrun() > 0;
        return full ? buffer.starvedHooks() : lost();
    }

    /** Of {@link #lost}, those that newer ones were written over. */
    long overrun() {
        return Math.min(buffer.overrun(), lost() - lostForWantOfStack());
    }

    /** The types of the flight recorder's events that were asked for. */
    Set<JvmEventType> eventTypes() {
        return flight.types();
    }

    /** Lines of the agent's, and of what came to light here. */
    List<String> log() throws IOException {
        Path file = folder.resolve("log");
        List<String> log = Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
        log.addAll(flight.problems(calls.events().late()));
        return log;
    }

    @Override
    public void close() {
        buffer.close();
    }
}
