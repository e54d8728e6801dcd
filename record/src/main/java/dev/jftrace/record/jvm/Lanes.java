package dev.jftrace.record.jvm;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The lanes of one JVM. A lane whose thread has ended serves the next thread that begins after it. */
final class Lanes {
    private final PageSink.Maker pages;
    private final JvmLayout layout;
    private final List<Lane> all = new ArrayList<>();
    private final Deque<Lane> idle = new ArrayDeque<>();
    private Lane others;
    private long lostBeforeAnyLane;
    private IOException failure;

    Lanes(PageSink.Maker pages, JvmLayout layout) {
        this.pages = pages;
        this.layout = layout;
    }

    /** Whether arguments and results are kept. */
    boolean haveValues() {
        return layout.hasValues();
    }

    /** A lane for a thread whose first record has this stamp: events of one lane never go back in time. */
    Lane take(long stamp) {
        for (Lane free : idle) {
            if (free.lastStamp() <= stamp) {
                idle.remove(free);
                return free;
            }
        }
        return newLane();
    }

    private Lane newLane() {
        Lane lane = new Lane(all.size(), makeSink(all.size()), layout);
        all.add(lane);
        return lane;
    }

    /** The lane of what happens on threads that call nothing traced: one extra CPU, made when it is first needed. */
    Lane others() {
        others = others == null ? newLane() : others;
        return others;
    }

    private PageSink makeSink(int number) {
        try {
            return pages.make(number);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            return page -> {};
        }
    }

    void giveBack(Lane lane) {
        idle.add(lane);
    }

    void lostBeforeAnyLane(long count) {
        lostBeforeAnyLane += count;
    }

    long lost() {
        return lostBeforeAnyLane + all.stream().mapToLong(Lane::missing).sum();
    }

    /**
     * {@code per_cpu/cpuN/stats} of each lane of a buffer that goes on, none of which was read. What is not known to be missing
     * of any lane, as nothing of its thread is left, is told with the first.
     *
     * @param overrun of all of the buffer, as its JVM counted it; so is {@code lost}
     */
    List<String> stats(long overrun, long lost) {
        long otherOverrun = overrun - all.stream().mapToLong(Lane::overrun).sum();
        long otherLost = lost - all.stream().mapToLong(Lane::lost).sum();
        long now = System.nanoTime();
        return all.stream()
                .map(lane -> lane.stats(
                        lane.overrun() + (lane.number() == 0 ? Math.max(0, otherOverrun) : 0),
                        lane.lost() + (lane.number() == 0 ? Math.max(0, otherLost) : 0),
                        now,
                        0))
                .toList();
    }

    List<Lane> all() {
        return all;
    }

    void flush() {
        all.forEach(Lane::flush);
    }

    void throwFailure() throws IOException {
        for (Lane lane : all) {
            failure = failure == null ? lane.failure() : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }
}
