package dev.jftrace.agent.control;

import dev.jftrace.agent.hook.BufferStats;
import dev.jftrace.agent.hook.Session;
import java.util.Locale;

/** {@code buffer_stats}: what the whole buffer holds and lost, in the words of the kernel's stats. Lanes are the reader's, not the JVM's. */
final class StatsFile extends ControlFile {
    private static final long NS_PER_US = 1000;
    private static final long US_PER_S = 1_000_000;

    private final Instance instance;

    StatsFile(Instance instance) {
        this.instance = instance;
    }

    @Override
    String read() {
        Session session = instance.session();
        return session == null ? text(0, 0, 0, 0) : text(session.buffer().stats());
    }

    private static String text(BufferStats stats) {
        return text(stats.entries(), stats.overrun(), stats.bytes(), stats.lost());
    }

    private static String text(long entries, long overrun, long bytes, long dropped) {
        long us = System.nanoTime() / NS_PER_US;
        return "entries: " + entries + "\noverrun: " + overrun + "\ncommit overrun: 0\nbytes: "
                + bytes + "\n"
                + String.format(Locale.ROOT, "now ts: %5d.%06d%n", us / US_PER_S, us % US_PER_S)
                + "dropped events: " + dropped + "\nread events: 0\n";
    }
}
