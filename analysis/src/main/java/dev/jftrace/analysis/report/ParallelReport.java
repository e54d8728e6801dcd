package dev.jftrace.analysis.report;

import dev.jftrace.event.EventBatch;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * A {@link Report} made by several threads. Each in turn reads the next events of the stream, then makes their text
 * while others read, then writes it when it is its turn:
 *
 * <pre>
 *  thread 1   read 1 | make text 1           | write 1 | read 3 | make text 3 ...
 *  thread 2            read 2 | make text 2            | write 2 | read 4 | make ...
 * </pre>
 *
 * So memory is a batch and its text per thread. For one report.
 */
public final class ParallelReport {
    /** The first line is out before the second event needs its format, or the functions. */
    private static final int FIRST_EVENTS = 1;

    private static final int MOST_EVENTS = 1 << 11;

    private final ReportOptions options;
    private final EventStream stream;
    private final Predicate<TraceEvent> shown;
    private final Sink sink;

    private final Object reading = new Object();
    private final ReportLine passed;
    private int batchEvents = FIRST_EVENTS;
    private long read;
    private long shownLast;
    private boolean ended;

    private final Object writing = new Object();
    private long written;
    private Throwable failure;

    /** Takes the text, in its order; what it throws ends the report. */
    public interface Sink {
        /** Takes all of the text out of the buffer, as {@link TextBuffer#flushTo} does. */
        void write(TextBuffer text) throws IOException;

        /** The stream failed after what was written. To go on with what can be read behind it, return. */
        default void fault(IOException e) throws IOException {
            throw e;
        }
    }

    /** @param shown which events are shown; called by one thread at a time, in the order of the events */
    public ParallelReport(ReportOptions options, EventStream stream, Predicate<TraceEvent> shown, Sink sink) {
        this.options = options;
        this.stream = stream;
        this.shown = shown;
        this.sink = sink;
        passed = new ReportLine(options, stream);
    }

    /**
     * Prints all that the stream has.
     *
     * @param threads at least 1, the caller's
     */
    public void print(int threads) throws IOException, InterruptedException {
        Worker worker = new Worker();
        // The first line is out before other threads take time, and their turn, from this one.
        if (!step(worker)) {
            return;
        }
        Thread[] others = startOthers(threads - 1);
        try {
            work(worker);
        } catch (Throwable t) {
            fail(t);
        }
        for (Thread other : others) {
            other.join();
        }
        if (failure instanceof IOException) {
            throw (IOException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private Thread[] startOthers(int count) {
        Thread[] others = new Thread[count];
        for (int i = 0; i < others.length; i++) {
            others[i] = new Thread(this::work, "report " + (i + 2));
            others[i].setDaemon(true);
            others[i].start();
        }
        return others;
    }

    private void work() {
        try {
            work(new Worker());
        } catch (Throwable t) {
            fail(t);
        }
    }

    private void work(Worker worker) throws IOException, InterruptedException {
        boolean more = true;
        while (more) {
            more = step(worker);
        }
    }

    /** @return false if there is nothing left to do */
    private boolean step(Worker worker) throws IOException, InterruptedException {
        if (!worker.read()) {
            return false;
        }
        worker.makeText();
        worker.write();
        return true;
    }

    private void fail(Throwable t) {
        synchronized (reading) {
            ended = true;
        }
        synchronized (writing) {
            failure = failure == null ? t : failure;
            writing.notifyAll();
        }
    }

    private final class Worker {
        private final EventBatch batch = stream.newBatch();
        private final ReportLine line = new ReportLine(options, stream);
        private final TextBuffer text = new TextBuffer();
        private long number;
        private IOException fault;

        /** @return false if there is nothing left to do */
        boolean read() {
            synchronized (reading) {
                if (ended) {
                    return false;
                }
                number = read++;
                batch.clear();
                line.after(shownLast);
                fault = null;
                try {
                    fill();
                } catch (IOException e) {
                    fault = e;
                }
                batchEvents = Math.min(MOST_EVENTS, 2 * batchEvents);
                return true;
            }
        }

        private void fill() throws IOException {
            while (batch.size() < batchEvents) {
                TraceEvent event = stream.next();
                if (event == null) {
                    ended = true;
                    return;
                }
                if (shown.test(event)) {
                    add(event);
                }
            }
        }

        /** An event that the stream fails behind, while a handler looks ahead, is shown nevertheless. */
        private void add(TraceEvent event) throws IOException {
            shownLast = event.format() == null ? shownLast : event.timestamp();
            try {
                passed.pass(event);
            } finally {
                batch.add(event);
            }
        }

        void makeText() throws IOException {
            for (TraceEvent event = batch.next(); event != null; event = batch.next()) {
                line.append(event, text);
            }
        }

        void write() throws IOException, InterruptedException {
            synchronized (writing) {
                while (written != number && failure == null) {
                    writing.wait();
                }
                if (failure != null) {
                    return;
                }
                sink.write(text);
                if (fault != null) {
                    sink.fault(fault);
                }
                written++;
                writing.notifyAll();
            }
        }
    }
}
