package dev.jftrace.analysis.report;

import dev.jftrace.event.CpuCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A CPU whose events are given. Like a real one it reuses its buffer, as early as the contract allows. */
public final class FakeCpu implements CpuCursor {
    private record Recorded(long timestamp, byte[] bytes, long missed) {}

    private final int cpu;
    private final List<Recorded> events = new ArrayList<>();
    private final byte[][] halves = new byte[2][];
    private int at = -1;

    public FakeCpu(int cpu) {
        this.cpu = cpu;
    }

    public FakeCpu add(long timestamp, byte[] record) {
        return add(timestamp, record, 0);
    }

    public FakeCpu add(long timestamp, byte[] record, long missed) {
        events.add(new Recorded(timestamp, record, missed));
        return this;
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public boolean advance() {
        if (at + 1 >= events.size()) {
            return false;
        }
        at++;
        if (at >= 2) {
            Arrays.fill(halves[at % 2], (byte) 0xee);
        }
        halves[at % 2] = events.get(at).bytes().clone();
        return true;
    }

    @Override
    public long timestamp() {
        return events.get(at).timestamp();
    }

    @Override
    public byte[] bytes() {
        return halves[at % 2];
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return bytes().length;
    }

    @Override
    public long missedEvents() {
        return events.get(at).missed();
    }
}
