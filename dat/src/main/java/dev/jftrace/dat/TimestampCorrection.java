package dev.jftrace.dat;

import dev.jftrace.dat.format.TraceOption;
import java.util.List;

/**
 * How recorded timestamps become those that are shown: first a guest's clock becomes the host's, then cycles become
 * nanoseconds, then what shifts all of them is added. Immutable.
 */
public final class TimestampCorrection {
    /** Timestamps as they were recorded. */
    public static final TimestampCorrection RAW = new TimestampCorrection(null, null, 0, 0, 0);

    private static final long NANOS_PER_MICRO = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ClockShift clockShift;
    private final TraceOption.Tsc2Nsec tsc2Nsec;
    private final double nanosPerTick;
    private final long date;
    private final long offset;

    private TimestampCorrection(
            ClockShift clockShift, TraceOption.Tsc2Nsec tsc2Nsec, double nanosPerTick, long date, long offset) {
        this.clockShift = clockShift;
        this.tsc2Nsec = tsc2Nsec;
        this.nanosPerTick = nanosPerTick;
        this.date = date;
        this.offset = offset;
    }

    /** All that a file asks for. */
    public static TimestampCorrection of(List<TraceOption> options) {
        ClockShift clockShift = null;
        TraceOption.Tsc2Nsec tsc2Nsec = null;
        long date = 0;
        long offset = 0;
        for (TraceOption option : options) {
            if (option instanceof TraceOption.Date d) {
                date += number(d.text()) * NANOS_PER_MICRO;
            } else if (option instanceof TraceOption.Offset o) {
                offset += number(o.text());
            } else if (option instanceof TraceOption.Tsc2Nsec t) {
                tsc2Nsec = t.multiplier() == 0 ? null : t;
            } else if (option instanceof TraceOption.TimeShift s) {
                clockShift = new ClockShift(s);
            }
        }
        return new TimestampCorrection(clockShift, tsc2Nsec, 0, date, offset);
    }

    /** Without the difference between the trace's clock and the wall clock ({@code --nodate}). */
    public TimestampCorrection withoutDate() {
        return new TimestampCorrection(clockShift, tsc2Nsec, nanosPerTick, 0, offset);
    }

    /** With {@code nanos} more added to each ({@code --ts-offset}). */
    public TimestampCorrection plus(long nanos) {
        return new TimestampCorrection(clockShift, tsc2Nsec, nanosPerTick, date, offset + nanos);
    }

    /** With ticks of this many hertz turned into nanoseconds, instead of what the file says ({@code --ts2secs}). */
    public TimestampCorrection withFrequency(long hertz) {
        return new TimestampCorrection(clockShift, tsc2Nsec, NANOS_PER_SECOND / hertz, date, offset);
    }

    /** Whether cycles of a counter become nanoseconds. */
    public boolean convertsToNanos() {
        return nanosPerTick != 0 || tsc2Nsec != null;
    }

    /** @param timestamp unsigned, as is the result */
    public long apply(int cpu, long timestamp) {
        long time = clockShift == null ? timestamp : clockShift.apply(cpu, timestamp);
        if (nanosPerTick != 0) {
            time = scaled(time, nanosPerTick);
        } else if (tsc2Nsec != null) {
            time = multiplyShift(time, tsc2Nsec.multiplier(), tsc2Nsec.shift());
        }
        return time + date + offset;
    }

    private static long scaled(long unsigned, double factor) {
        double value = (unsigned >>> 1) * 2.0 + (unsigned & 1);
        double scaled = value * factor;
        return scaled < 0x1p63 ? (long) scaled : (long) (scaled - 0x1p63) ^ Long.MIN_VALUE;
    }

    /** The low 64 bits of {@code value * multiplier >> shift}, with a product of 96 bits in between. */
    static long multiplyShift(long value, long multiplier, long shift) {
        long low = (value & 0xffff_ffffL) * multiplier;
        long high = (value >>> Integer.SIZE) * multiplier;
        if (shift <= Integer.SIZE) {
            return (low >>> shift) + (high << Integer.SIZE - shift);
        }
        return shift < 96 ? high + (low >>> Integer.SIZE) >>> shift - Integer.SIZE : 0;
    }

    /** As C's strtoll with base 0 does: what is no number is 0, what follows the number is not looked at. */
    static long number(String text) {
        String digits = text.strip();
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        int radix = 10;
        int at = 0;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            radix = 16;
            at = 2;
        } else if (digits.startsWith("0")) {
            radix = 8;
        }
        long value = 0;
        for (; at < digits.length() && Character.digit(digits.charAt(at), radix) >= 0; at++) {
            value = value * radix + Character.digit(digits.charAt(at), radix);
        }
        return negative ? -value : value;
    }
}
