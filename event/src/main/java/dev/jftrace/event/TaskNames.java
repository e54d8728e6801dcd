package dev.jftrace.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The comm of each pid: first what {@code saved_cmdlines} had, then what the scheduler's events tell while they are
 * printed. The first name of a pid stays.
 */
public final class TaskNames {
    private static final byte[] IDLE = "<idle>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNKNOWN = "<...>".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_CAPACITY = 256;

    private int[] pids = new int[FIRST_CAPACITY];
    private byte[][] comms = new byte[FIRST_CAPACITY][];
    private int count;

    private TaskNames() {}

    /** @param savedCmdlines a line per task: {@code pid comm}; a comm may contain spaces */
    public static TaskNames parse(byte[] savedCmdlines) {
        TaskNames names = new TaskNames();
        int at = 0;
        while (at < savedCmdlines.length) {
            int end = at;
            while (end < savedCmdlines.length && savedCmdlines[end] != '\n') {
                end++;
            }
            names.readLine(savedCmdlines, at, end);
            at = end + 1;
        }
        return names;
    }

    private void readLine(byte[] text, int start, int end) {
        int at = skipSpaces(text, start, end);
        long pid = 0;
        int digits = at;
        while (at < end && text[at] >= '0' && text[at] <= '9' && pid <= Integer.MAX_VALUE) {
            pid = pid * 10 + text[at++] - '0';
        }
        int comm = skipSpaces(text, at, end);
        if (at > digits && pid <= Integer.MAX_VALUE && comm < end) {
            learn((int) pid, text, comm, end - comm);
        }
    }

    private static int skipSpaces(byte[] text, int start, int end) {
        int at = start;
        while (at < end && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** @return not to be changed; {@code <idle>} for 0, {@code <...>} for a pid without a name */
    public byte[] comm(int pid) {
        if (pid == 0) {
            return IDLE;
        }
        byte[] comm = comms[slot(pid)];
        return comm == null ? UNKNOWN : comm;
    }

    /** Whether {@link #learn} would leave the pid as it is. */
    public boolean knows(int pid) {
        return pid == 0 || comms[slot(pid)] != null;
    }

    /** The pids whose comm this is, so far, in ascending order. */
    public int[] pidsOf(byte[] comm) {
        return IntStream.range(0, comms.length)
                .filter(slot -> Arrays.equals(comms[slot], comm))
                .map(slot -> pids[slot])
                .sorted()
                .toArray();
    }

    /** Takes the name where the pid has none yet. */
    public void learn(int pid, byte[] text, int offset, int length) {
        int slot = slot(pid);
        if (pid == 0 || comms[slot] != null) {
            return;
        }
        pids[slot] = pid;
        comms[slot] = Arrays.copyOfRange(text, offset, offset + length);
        if (++count * 2 > pids.length) {
            grow();
        }
    }

    private int slot(int pid) {
        int mask = pids.length - 1;
        int slot = pid * 0x9e3779b1 >>> 7 & mask;
        while (comms[slot] != null && pids[slot] != pid) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldPids = pids;
        byte[][] oldComms = comms;
        pids = new int[oldPids.length * 2];
        comms = new byte[oldPids.length * 2][];
        for (int i = 0; i < oldPids.length; i++) {
            if (oldComms[i] != null) {
                int slot = slot(oldPids[i]);
                pids[slot] = oldPids[i];
                comms[slot] = oldComms[i];
            }
        }
    }
}
