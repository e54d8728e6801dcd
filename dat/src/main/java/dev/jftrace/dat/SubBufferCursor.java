package dev.jftrace.dat;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.io.DataRegion;
import dev.jftrace.dat.io.RegionReader;
import dev.jftrace.dat.io.TraceChannel;
import dev.jftrace.event.CpuCursor;
import dev.jftrace.event.TraceCorruptException;
import dev.jftrace.ring.CorruptSubBufferException;
import dev.jftrace.ring.RecordPlace;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferReader;
import dev.jftrace.ring.WantedTypes;
import java.io.IOException;

/**
 * The events of one CPU, sub-buffer by sub-buffer. After a fault the next call goes on with the sub-buffer behind it,
 * whose first event then tells of a loss.
 */
final class SubBufferCursor implements CpuCursor {
    private static final long NOT_COUNTED = -1;

    private final int cpu;
    private final String resource;
    private final DataRegion region;
    private final RegionReader blocks;
    private final SubBufferReader events;
    private final SubBufferLayout layout;
    private final TimestampCorrection correction;

    private int nextSubBuffer;
    private long opened;
    private byte[] bytes = {};
    private boolean delivered;
    private long timestamp;
    private long missed;
    private long missedBefore;
    private long passedOver;

    SubBufferCursor(
            int cpu, TraceChannel channel, DataRegion region, SubBufferLayout layout, TimestampCorrection correction) {
        this.cpu = cpu;
        this.resource = channel.name();
        this.region = region;
        this.blocks = new RegionReader(channel, region);
        this.events = new SubBufferReader(layout);
        this.layout = layout;
        this.correction = correction;
    }

    @Override
    public boolean advance() throws IOException {
        try {
            while (!events.next()) {
                missedBefore = sum(missedBefore, events.missedBeforeNext());
                if (!openNext()) {
                    return false;
                }
            }
        } catch (CorruptSubBufferException e) {
            missedBefore = NOT_COUNTED;
            throw corrupt(e);
        } catch (TraceCorruptException e) {
            missedBefore = NOT_COUNTED;
            throw e;
        }
        deliver();
        return true;
    }

    @Override
    public boolean advance(WantedTypes types) throws IOException {
        passedOver = 0;
        try {
            while (!events.next(types)) {
                passOver();
                missedBefore = sum(missedBefore, events.missedBeforeNext());
                if (!openNext()) {
                    return false;
                }
            }
        } catch (CorruptSubBufferException e) {
            passOver();
            missedBefore = NOT_COUNTED;
            throw corrupt(e);
        } catch (TraceCorruptException e) {
            missedBefore = NOT_COUNTED;
            throw e;
        }
        passOver();
        deliver();
        return true;
    }

    private void passOver() {
        if (events.passedOver() > 0) {
            passedOver += events.passedOver();
            missedBefore = 0;
        }
    }

    @Override
    public long passedOver() {
        return passedOver;
    }

    private void deliver() {
        bytes = blocks.bytes();
        delivered = true;
        timestamp = correction.apply(cpu, events.timestamp());
        missed = events.missedEvents();
        if (missedBefore != 0) {
            missed = sum(missed, missedBefore);
            missedBefore = 0;
        }
    }

    private boolean openNext() throws IOException, CorruptSubBufferException {
        if (nextSubBuffer >= blocks.length()) {
            nextSubBuffer = 0;
            if (!blocks.next(delivered ? bytes : null)) {
                return false;
            }
        }
        int start = nextSubBuffer;
        nextSubBuffer += layout.size();
        opened++;
        events.open(blocks.bytes(), start, Math.min(layout.size(), blocks.length() - start));
        return true;
    }

    private TraceCorruptException corrupt(CorruptSubBufferException e) {
        int start = nextSubBuffer - layout.size();
        boolean plain = region.compression() == Compression.NONE;
        String place = plain ? "" : " (byte " + (start + e.offset()) + " of the chunk here, decompressed)";
        return new TraceCorruptException(
                resource,
                plain ? blocks.position() + start + e.offset() : blocks.position(),
                region.what() + ": " + e.getMessage() + place);
    }

    private static long sum(long missed, long more) {
        return missed == NOT_COUNTED || more == NOT_COUNTED ? NOT_COUNTED : missed + more;
    }

    /** How many sub-buffers were begun. */
    long opened() {
        return opened;
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int offset() {
        return events.payloadOffset();
    }

    @Override
    public int length() {
        return events.payloadLength();
    }

    @Override
    public long missedEvents() {
        return missed;
    }

    /** Sub-buffers that are compressed are told by where they are among the CPU's, decompressed. */
    @Override
    public RecordPlace place() {
        boolean plain = region.compression() == Compression.NONE;
        int start = nextSubBuffer - layout.size();
        return events.place(plain ? blocks.position() + start : (opened - 1) * layout.size());
    }
}
