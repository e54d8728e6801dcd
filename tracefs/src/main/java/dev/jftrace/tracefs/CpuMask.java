package dev.jftrace.tracefs;

import java.math.BigInteger;
import java.util.List;

/** {@code tracing_cpumask}: the CPUs of which an instance takes events, hexadecimal, a comma between 32 bits each. */
final class CpuMask {
    private static final int DIGITS = 8;

    private CpuMask() {}

    /** @param text hexadecimal, or {@code -1} for all CPUs of the instance */
    static String of(String text, Instance instance) throws TracefsException {
        return text.equals("-1") ? all(instance.cpus()) : text;
    }

    static String all(List<Integer> cpus) {
        BigInteger mask = BigInteger.ZERO;
        for (int cpu : cpus) {
            mask = mask.setBit(cpu);
        }
        StringBuilder text = new StringBuilder(mask.toString(16));
        for (int at = text.length() - DIGITS; at > 0; at -= DIGITS) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    /** Whether a mask has every one of the CPUs. */
    static boolean hasAll(String text, List<Integer> cpus) {
        BigInteger mask = new BigInteger(text.replace(",", ""), 16);
        return cpus.stream().allMatch(mask::testBit);
    }
}
