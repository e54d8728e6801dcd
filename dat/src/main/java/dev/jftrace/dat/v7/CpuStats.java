package dev.jftrace.dat.v7;

import dev.jftrace.dat.format.TraceOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel counted for each CPU, as text of lines {@code CPU: 1}, {@code entries: 12}, {@code read events: 3}. */
final class CpuStats {
    private static final Pattern CPU = Pattern.compile("(?m)^CPU: (\\d{1,9})\\s*$");
    private static final Pattern EVENTS = Pattern.compile("(?m)^(?:entries|read events): 0*[1-9]");

    private CpuStats() {}

    /** The numbers of the CPUs that recorded events, in the order of the options. */
    static List<Integer> recorded(List<TraceOption> options) {
        List<Integer> cpus = new ArrayList<>();
        for (TraceOption option : options) {
            if (option instanceof TraceOption.CpuStat stat) {
                Matcher cpu = CPU.matcher(stat.text());
                if (cpu.find() && EVENTS.matcher(stat.text()).find()) {
                    cpus.add(Integer.valueOf(cpu.group(1)));
                }
            }
        }
        return cpus;
    }
}
