package dev.jftrace.cli;

import java.util.BitSet;

/** The CPUs that a list like {@code 0,2-4} names. */
final class CpuList {
    static final int MOST_CPUS = 1 << 16;

    private CpuList() {}

    static void add(BitSet cpus, String command, String list) throws UsageException {
        for (String part : list.split("[,:]")) {
            int dash = part.indexOf('-');
            int first = number(command, list, dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : number(command, list, part.substring(dash + 1));
            if (first > last) {
                throw new UsageException(
                        command + ": --cpu '" + list + "': a range goes from the lower to the higher, not " + part);
            }
            cpus.set(first, last + 1);
        }
    }

    private static int number(String command, String list, String digits) throws UsageException {
        try {
            int cpu = Integer.parseInt(digits.strip());
            if (cpu >= 0 && cpu < MOST_CPUS) {
                return cpu;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(command + ": --cpu '" + list + "': expected a CPU, found '" + digits.strip() + "'");
    }
}
