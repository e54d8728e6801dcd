package dev.jftrace.record.jfr;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a filter's {@code CPUS{LIST}} stands for, in the words of the kernel's cpulist_parse: {@code 0-3,5}, {@code 0-7:1/2}, {@code all}. */
final class CpuSet {
    /** The most that a kernel is built for. */
    private static final int MOST = 8192;

    private static final Pattern RANGE =
            Pattern.compile("(\\d{1,9}|N)(?:-(\\d{1,9}|N)(?::(\\d{1,9})/(\\d{1,9}))?)?|all");

    private final BitSet cpus = new BitSet();

    /** @return null if the text is no list */
    static CpuSet parse(String list) {
        CpuSet set = new CpuSet();
        for (String range : list.split("[,\\s]+")) {
            if (!range.isEmpty() && !set.add(range)) {
                return null;
            }
        }
        return set;
    }

    private boolean add(String range) {
        Matcher parts = RANGE.matcher(range);
        if (!parts.matches()) {
            return false;
        }
        int from = parts.group(1) == null ? 0 : number(parts.group(1));
        int to = parts.group(1) == null ? MOST - 1 : parts.group(2) == null ? from : number(parts.group(2));
        int used = parts.group(3) == null ? 1 : number(parts.group(3));
        int group = parts.group(4) == null ? 1 : number(parts.group(4));
        if (from > to || to >= MOST || group == 0 || used > group) {
            return false;
        }
        for (int cpu = from; cpu <= to; cpu += group) {
            cpus.set(cpu, Math.min(cpu + used, to + 1));
        }
        return true;
    }

    private static int number(String digits) {
        return digits.equals("N") ? MOST - 1 : Integer.parseInt(digits);
    }

    /** {@code ==}: this one alone. */
    boolean is(long cpu) {
        return has(cpu) && cpus.cardinality() == 1;
    }

    /** {@code &}: this one among others. */
    boolean has(long cpu) {
        return cpu >= 0 && cpu < MOST && cpus.get((int) cpu);
    }
}
