package dev.jftrace.dat;

import dev.jftrace.dat.format.TraceOption;
import java.util.List;
import java.util.TreeMap;

/** What was measured between a guest's clock and its host's, for each CPU in the order of time. */
final class ClockShift {
    private final boolean interpolates;
    private final Sample[][] cpus;

    private record Sample(long time, long offset, long scaling, long fraction) {}

    ClockShift(TraceOption.TimeShift option) {
        interpolates = (option.flags() & TraceOption.TimeShift.INTERPOLATE) != 0;
        cpus = option.cpus().stream().map(ClockShift::samples).toArray(Sample[][]::new);
    }

    private static Sample[] samples(TraceOption.ClockSamples cpu) {
        List<Long> fractions = cpu.fractions();
        TreeMap<Long, Sample> samples = new TreeMap<>(Long::compareUnsigned);
        for (int i = 0; i < cpu.times().size(); i++) {
            long fraction = fractions.isEmpty() ? 0 : fractions.get(i);
            samples.putIfAbsent(
                    cpu.times().get(i),
                    new Sample(
                            cpu.times().get(i),
                            cpu.offsets().get(i),
                            cpu.scalings().get(i),
                            fraction));
        }
        return samples.values().toArray(Sample[]::new);
    }

    long apply(int cpu, long timestamp) {
        if (cpu >= cpus.length || cpus[cpu].length == 0) {
            return timestamp;
        }
        Sample[] samples = cpus[cpu];
        if (samples.length == 1) {
            // One measurement tells an offset but no rate, so nothing is scaled.
            return timestamp + samples[0].offset;
        }
        int lower = lower(samples, timestamp);
        return shift(timestamp, samples[lower], samples[lower + 1]);
    }

    /**
     * The last sample that is not later, but never the very last: before the first and after the last, the nearest two
     * count.
     */
    private static int lower(Sample[] samples, long timestamp) {
        int low = 0;
        int high = samples.length - 2;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (Long.compareUnsigned(samples[middle].time, timestamp) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long shift(long timestamp, Sample lower, Sample upper) {
        long offset = lower.offset;
        if (interpolates) {
            long span = upper.time - lower.time;
            offset += ((timestamp - lower.time) * (upper.offset - lower.offset) + span / 2) / span;
        }
        return (timestamp * lower.scaling >>> lower.fraction) + offset;
    }
}
