package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentRecord;
import java.util.Arrays;

/**
 * Sees to it that hooks take no more than a set share of a thread's time. One in {@value #EVERY} sub-buffers is looked
 * through when it is full: how many records it holds, in which time, and which methods call nothing and return at once.
 * What a record costs is seen there too: the least that lay between two of them, as the mean of a run. Where the share is too high, the
 * hottest of those methods get a vote each, and with {@value #VOTES} a method is dropped.
 *
 * <p>Nothing is counted per call.
 */
public final class Governor {
    /** Takes hooks out of methods; is called on a thread of the program, and must not wait. */
    public interface Dropping {
        void drop(int id, int percent);
    }

    /** So many of a thread's sub-buffers pass unseen for each that is looked through. */
    private static final int EVERY = 8;

    private static final int VOTES = 3;

    /** A method that takes longer is not trivial, ns. */
    private static final long MOST_NS = 1000;

    /** A method of fewer calls, among a hundred records, is not worth dropping. */
    private static final int LEAST_PERCENT = 4;

    private static final int SLOTS = 1 << 8;
    private static final int VOTERS = 1 << 12;

    private static final long[] NOBODY = {};

    private static volatile Governor current;

    private final int percent;
    private final Dropping dropping;
    private final int[] voters = new int[VOTERS];
    private final byte[] votes = new byte[VOTERS];

    private Governor(int percent, Dropping dropping) {
        this.percent = percent;
        this.dropping = dropping;
    }

    /**
     * Begins to govern; before the first hook of a session.
     *
     * @param percent of a thread's time, from 1 on; 0 for no limit
     */
    public static void limit(int percent, Dropping dropping) {
        current = percent == 0 ? null : new Governor(percent, dropping);
    }

    static Governor current() {
        return current;
    }

    boolean isTurn(long sequence) {
        return sequence % EVERY == 1;
    }

    /**
     * Looks through the records from {@code start} to {@code end}, on the muted thread that wrote them.
     *
     * @return of each method that is dropped now the id, and in the upper half the percentage
     */
    long[] inspect(long start, long end) {
        int[] ids = new int[SLOTS];
        int[] calls = new int[SLOTS];
        long[] times = new long[SLOTS];
        Gaps gaps = new Gaps();
        long first = 0;
        long lastStamp = 0;
        int lastEntry = 0;
        int records = 0;
        for (long at = start; at < end; at += AgentRecord.LENGTH) {
            long stamp = Hook.UNSAFE.getLong(at);
            long info = Hook.UNSAFE.getLong(at + AgentRecord.INFO_OFFSET);
            int kind = AgentRecord.kind(info);
            if (kind < AgentRecord.ENTRY || kind > AgentRecord.EXIT_THROW || stamp < 0) {
                lastEntry = 0;
                continue;
            }
            first = first == 0 ? stamp : first;
            records++;
            int id = AgentRecord.id(info);
            gaps.add(kind == AgentRecord.ENTRY, stamp);
            if (kind == AgentRecord.EXIT && id == lastEntry) {
                int slot = slot(ids, id);
                if (slot >= 0) {
                    calls[slot]++;
                    times[slot] += stamp - lastStamp;
                }
            }
            lastEntry = kind == AgentRecord.ENTRY ? id : 0;
            lastStamp = stamp;
        }
        int share = share(records, gaps, lastStamp - first);
        return share <= percent ? NOBODY : elect(ids, calls, times, records, share);
    }

    /** Of the time from the first record to the last, in percent. */
    private static int share(int records, Gaps gaps, long elapsed) {
        if (gaps.least == Long.MAX_VALUE || elapsed <= 0) {
            return 0;
        }
        long share = 100 * gaps.least * records / (Gaps.RUN * elapsed);
        return share > 100 ? 100 : (int) share;
    }

    /**
     * The time between a record and the next, for each order of entry and exit by itself: where one holds what the program does,
     * another may hold nothing but the hooks. In runs, because a counter may go in steps as long as such a gap.
     */
    private static final class Gaps {
        static final int RUN = 8;

        /** Of the run in which least time passed, its sum. */
        long least = Long.MAX_VALUE;

        private static final int ORDERS = 4;
        private final long[] last = new long[ORDERS * RUN];
        private final long[] sums = new long[ORDERS];
        private final int[] counts = new int[ORDERS];
        private int kind;
        private long stamp;

        void add(boolean entry, long now) {
            int before = kind;
            kind = entry ? 1 : 0;
            if (stamp != 0) {
                add(before * 2 + kind, now - stamp);
            }
            stamp = now;
        }

        private void add(int order, long gap) {
            int at = order * RUN + counts[order]++ % RUN;
            sums[order] += gap - last[at];
            last[at] = gap;
            if (counts[order] >= RUN && sums[order] < least) {
                least = sums[order];
            }
        }
    }

    private static int slot(int[] ids, int id) {
        int at = id & SLOTS - 1;
        for (int probe = 0; probe < 8; probe++) {
            if (ids[at] == id || ids[at] == 0) {
                ids[at] = id;
                return at;
            }
            at = at + 1 & SLOTS - 1;
        }
        return -1;
    }

    private long[] elect(int[] ids, int[] calls, long[] times, int records, int share) {
        long[] dropped = NOBODY;
        long most = TraceClock.ticks(MOST_NS);
        for (int i = 0; i < SLOTS; i++) {
            boolean hot = calls[i] > 0 && calls[i] * 200 >= records * LEAST_PERCENT;
            if (hot && times[i] / calls[i] <= most && isElected(ids[i])) {
                dropping.drop(ids[i], share);
                dropped = Arrays.copyOf(dropped, dropped.length + 1);
                dropped[dropped.length - 1] = (long) share << Integer.SIZE | ids[i];
            }
        }
        return dropped;
    }

    /** Threads race for a vote; a lost one comes again. */
    private boolean isElected(int id) {
        int slot = id & VOTERS - 1;
        if (voters[slot] != id) {
            voters[slot] = id;
            votes[slot] = 0;
        }
        return ++votes[slot] == VOTES;
    }
}
