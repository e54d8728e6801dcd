package dev.jftrace.cli;

import dev.jftrace.dat.SplitPlan;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The options of {@code jftrace split} as they are taken. */
final class SplitOptions {
    static final long NANOS_PER_SECOND = 1_000_000_000;

    private static final int DIGITS_OF_A_NANO = 9;
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.TWO);

    final InputFile input = new InputFile("split");
    final List<SplitPlan.BufferName> buffers = new ArrayList<>();
    String output;
    boolean repeat;
    boolean perCpu;
    private SplitPlan.Unit unit = SplitPlan.Unit.ALL;
    private long count;
    private int cpu = -1;
    private long start;
    private long end = -1;

    void output(String file) throws UsageException {
        if (output != null) {
            throw new UsageException("split: one output, not " + output + " and " + file);
        }
        output = file;
    }

    void limit(SplitPlan.Unit by, String value) throws UsageException {
        if (unit != SplitPlan.Unit.ALL) {
            throw new UsageException("split: only one of -s, -m, -u, -e, -p");
        }
        unit = by;
        count = number(value);
        if (count == 0) {
            throw new UsageException("split: the count must be greater than 0");
        }
    }

    void time(String value, long nanos) throws UsageException {
        limit(SplitPlan.Unit.TIME, value);
        if (count > Long.MAX_VALUE / nanos) {
            throw new UsageException("split: " + value + " is too long a time");
        }
        count *= nanos;
    }

    void cpu(String value) throws UsageException {
        cpu = (int) Math.min(number(value), Integer.MAX_VALUE);
    }

    private static long number(String value) throws UsageException {
        if (!value.matches("[0-9]{1,18}")) {
            throw new UsageException("split: expected a number, not '" + value + "'");
        }
        return Long.parseLong(value);
    }

    void buffer(String name) {
        buffers.add(new SplitPlan.BufferName(name, name));
    }

    void top() {
        buffers.add(new SplitPlan.BufferName("", ""));
    }

    void promote() throws UsageException {
        SplitPlan.BufferName last = last();
        if (last == null || last.from().isEmpty()) {
            throw new UsageException("split: -t belongs behind a -B");
        }
        buffers.set(buffers.size() - 1, new SplitPlan.BufferName(last.from(), ""));
    }

    void demote(String name) throws UsageException {
        SplitPlan.BufferName last = last();
        if (last == null || !last.from().isEmpty() || name.isEmpty()) {
            throw new UsageException("split: -b belongs behind --top, with a name");
        }
        buffers.set(buffers.size() - 1, new SplitPlan.BufferName("", name));
    }

    private SplitPlan.BufferName last() {
        return buffers.isEmpty() ? null : buffers.get(buffers.size() - 1);
    }

    void times(List<String> times) throws UsageException {
        if (times.size() > 2) {
            throw new UsageException("split: a start and an end, not more: '" + times.get(2) + "'");
        }
        if (!times.isEmpty()) {
            start = nanos(times.get(0));
        }
        if (times.size() == 2) {
            end = nanos(times.get(1));
            if (Long.compareUnsigned(end, start) < 0) {
                throw new UsageException("split: the end is before the start");
            }
        }
        List<String> names =
                buffers.stream().map(SplitPlan.BufferName::to).distinct().toList();
        if (names.size() < buffers.size()) {
            throw new UsageException("split: two buffers of one name, or two top buffers");
        }
    }

    /** Exact to the ns, as a double would not be. */
    private static long nanos(String seconds) throws UsageException {
        try {
            BigInteger nanos =
                    new BigDecimal(seconds).movePointRight(DIGITS_OF_A_NANO).toBigInteger();
            if (nanos.signum() >= 0 && nanos.compareTo(MOST) <= 0) {
                return nanos.longValue();
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Told below, as a time out of range is.
        }
        throw new UsageException("split: expected seconds, as 1000.000000500, not '" + seconds + "'");
    }

    SplitPlan plan() {
        return new SplitPlan(start, end, unit, count, perCpu, cpu, buffers);
    }
}
