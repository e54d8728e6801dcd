package dev.jftrace.event;

import dev.jftrace.ring.RecordPlace;
import dev.jftrace.ring.WantedTypes;
import java.io.IOException;

/**
 * Reads all that can be read of a damaged CPU: goes on behind each fault. The event after a fault tells of a loss.
 * The cursor within has to get on with each call, whether it fails or not.
 */
public final class RecoveringCursor implements CpuCursor {
    private final CpuCursor cursor;
    private final TraceFaults faults;
    private long passedOver;

    /** @param faults is told of each */
    public RecoveringCursor(CpuCursor cursor, TraceFaults faults) {
        this.cursor = cursor;
        this.faults = faults;
    }

    @Override
    public boolean advance() throws IOException {
        while (true) {
            try {
                return cursor.advance();
            } catch (TraceCorruptException e) {
                faults.add(e);
            }
        }
    }

    @Override
    public boolean advance(WantedTypes types) throws IOException {
        passedOver = 0;
        while (true) {
            try {
                boolean there = cursor.advance(types);
                passedOver += cursor.passedOver();
                return there;
            } catch (TraceCorruptException e) {
                passedOver += cursor.passedOver();
                faults.add(e);
            }
        }
    }

    @Override
    public long passedOver() {
        return passedOver;
    }

    @Override
    public int cpu() {
        return cursor.cpu();
    }

    @Override
    public long timestamp() {
        return cursor.timestamp();
    }

    @Override
    public byte[] bytes() {
        return cursor.bytes();
    }

    @Override
    public int offset() {
        return cursor.offset();
    }

    @Override
    public int length() {
        return cursor.length();
    }

    @Override
    public long missedEvents() {
        return cursor.missedEvents();
    }

    @Override
    public RecordPlace place() {
        return cursor.place();
    }
}
