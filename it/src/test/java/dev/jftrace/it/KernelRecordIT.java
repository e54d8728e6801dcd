package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jftrace.dat.TraceBuffer;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.testkit.Golden;
import dev.jftrace.testkit.Run;
import dev.jftrace.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code record}, {@code extract} and {@code stream} on real kernels. */
@Tag("kernel")
class KernelRecordIT {
    private static final Pattern CPU = Pattern.compile(" \\[(\\d{3})\\] ");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldLoseNoSubBufferOnAnyWay(String kernel) {
        Guest guest = Guest.kernel(kernel);

        List<String> ways = new ArrayList<>(guest.step("record").outLines());

        if (kernel.equals("6.1")) {
            assertThat(ways.removeLast()).isEqualTo("way--subbuf-size16 1");
            assertThat(guest.step("record").err())
                    .contains("--subbuf-size: the size of sub-buffers can't be changed here");
        }
        assertThat(ways)
                .startsWith("way 0", "way--mmap 0", "way--nosplice--poll 0")
                .allMatch(way -> way.endsWith(" 0"));
        for (String way : ways) {
            Path trace = guest.file("record", way.split(" ")[0] + ".dat");
            assertThat(counted(trace))
                    .as(way)
                    .hasSize(2)
                    .allSatisfy((cpu, events) -> assertThat(events).isPositive())
                    .isEqualTo(shownByTraceCmd(trace));
        }
        assertThat(guest.leftBy("record")).isEmpty();
    }

    /** Of each CPU: how many events the kernel says were read from it. */
    private Map<Integer, Integer> counted(Path trace) {
        Map<Integer, Integer> counted = new TreeMap<>();
        int cpu = -1;
        for (String line :
                Jftrace.run(folder, "dump", "--options", "-i", trace.toString()).outLines()) {
            if (line.startsWith("CPU: ")) {
                cpu = Integer.parseInt(line.substring("CPU: ".length()));
            } else if (line.startsWith("read events: ")) {
                counted.put(cpu, Integer.parseInt(line.substring("read events: ".length())));
            }
        }
        return counted;
    }

    private Map<Integer, Integer> shownByTraceCmd(Path trace) {
        Map<Integer, Integer> shown = new TreeMap<>();
        for (String line : shown(trace)) {
            Matcher cpu = CPU.matcher(line);
            if (cpu.find()) {
                shown.merge(Integer.parseInt(cpu.group(1)), 1, Integer::sum);
            }
        }
        return shown;
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldLeaveAFileHoweverItEnds(String kernel) {
        Guest guest = Guest.kernel(kernel);

        Run ends = guest.step("record-ends");

        assertThat(ends.outLines())
                .contains(
                        "interrupted 130",
                        "seven 7",
                        "killed 137",
                        "none 1 ",
                        "nobody",
                        "from stdin",
                        "nobody 0",
                        "full 1 full.dat")
                .anySatisfy(line -> assertThat(line).contains("no space left on device"));
        for (String name : List.of("interrupted", "seven", "killed", "nobody", "pid")) {
            assertThat(shown(guest.file("record-ends", name + ".dat")))
                    .as(name)
                    .anySatisfy(line -> assertThat(line).contains(": sched_"));
        }
        String sleeper = ends.out()
                .lines()
                .filter(line -> line.startsWith("pid 0 "))
                .findFirst()
                .orElse("pid never ended");
        assertThat(shown(guest.file("record-ends", "pid.dat")))
                .anySatisfy(line -> assertThat(line).contains("sleep").contains(sleeper.substring("pid 0 ".length())));
        assertThat(shown(guest.file("record-ends", "full.dat"))).hasSizeGreaterThan(1000);
        assertThat(guest.leftBy("record-ends")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldDoWhatItsOptionsSay(String kernel) {
        Guest guest = Guest.kernel(kernel);

        assertThat(guest.step("record-options").outLines())
                .containsExactly(
                        "priority: 2 readers",
                        "cmdlines: 1 then 1",
                        "keep: 0 sched:sched_switch 1",
                        "kept: sched:sched_switch",
                        "stacks: 0",
                        "failed with 3: -b 8 -p function --fail-on-loss -o",
                        "terminated: 143");
        assertThat(optionsOf(guest, "stack")).anyMatch(line -> line.contains("<stack trace"));
        assertThat(optionsOf(guest, "mask"))
                .anyMatch(line -> line.contains("[000]"))
                .noneMatch(line -> line.contains("[001]"));
        assertThat(optionsOf(guest, "kept"))
                .anyMatch(line -> line.contains(": sched_switch:"))
                .anyMatch(line -> line.contains(": sched_waking:"));
        assertThat(optionsOf(guest, "date")).anyMatch(line -> line.contains("<stack trace"));
        assertThat(dumped(guest, "date")).contains("[Option DATE", "[Option PROCMAPS");
        assertThat(optionsOf(guest, "graph"))
                .anyMatch(line -> line.contains("do_sys_openat2()"))
                .noneMatch(line -> line.contains("getname"))
                .noneMatch(line -> line.contains("|      "));
        assertThat(dumped(guest, "graph")).contains("[Option OFFSET");
        assertThat(optionsOf(guest, "loss")).anyMatch(line -> line.contains("EVENTS DROPPED"));
        assertThat(optionsOf(guest, "term"))
                .anyMatch(line -> line.contains("[000]"))
                .anyMatch(line -> line.contains("[001]"));
    }

    private List<String> optionsOf(Guest guest, String name) {
        return shown(guest.file("record-options", name + ".dat"));
    }

    private String dumped(Guest guest, String name) {
        Path trace = guest.file("record-options", name + ".dat");
        return Jftrace.run(folder, "dump", "--options", "-i", trace.toString()).out();
    }

    /** As trace-cmd reads it, who knows nothing of what we meant. */
    private List<String> shown(Path trace) {
        assumeTrue(Tools.isInstalled("trace-cmd"), "trace-cmd is not installed");
        return Run.of(folder, List.of("trace-cmd", "report", "-i", trace.toString()))
                .outLines();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldProfileAProgramAndAMachineAndTraceOnAfterwards(String kernel) throws IOException {
        Guest guest = Guest.kernel(kernel);

        assertThat(guest.step("profile").outLines()).containsExactly("program 0", "machine 0", "hook 0");
        assertThat(guest.file("profile", "program.txt"))
                .content()
                .contains("task: ls-", "sched_switch", "schedule")
                .containsPattern("func: \\S+");
        assertThat(guest.file("profile", "machine.txt")).content().contains("task: rcu_preempt-", "sched_wakeup");
        String trace = guest.file("profile", "hook.dat").toString();
        assertThat(Jftrace.run(folder, "report", "--profile", trace).outLines())
                .anyMatch(line -> line.contains("Event: sched_waking:"));
        assertThat(Jftrace.run(folder, "report", trace).outLines())
                .anyMatch(line -> line.contains(" sched_switch: "))
                .anyMatch(line -> line.contains("<stack trace"));
        assertThat(guest.leftBy("profile")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldExtractWhatStandsInTheBuffersAndStreamWhatComes(String kernel) {
        Guest guest = Guest.kernel(kernel);

        long extracted = shown(guest.file("extract", "all.dat")).stream()
                .filter(line -> line.contains(": sched_"))
                .count();

        assertThat(extracted).isPositive();
        assertThat(guest.step("extract").outLines())
                .containsExactly("shown " + extracted, "status 0", "left 0", "stream 0", "1");
    }

    @Test
    void shouldExtractAllInstancesWithTheTimeOfDay() throws IOException {
        Guest guest = Guest.kernel("6.12");

        assertThat(guest.step("extract-all").outLines())
                .containsExactly(
                        "checked 1",
                        "int p9_client_clunk(struct p9_fid *fid) [9pnet]",
                        "extracted 0",
                        "left 0 0 0",
                        "one",
                        "two");
        // Those whose print fmt calls what only the kernel has, and a few of 6.12 that are not understood.
        assertThat(Files.readAllLines(guest.file("extract-all", "ours")))
                .hasSizeBetween(1, 20)
                .allMatch(line -> line.matches("jftrace: /sys/kernel/tracing: (cxl|dma|intel_iommu|ras|xen):\\w+: .+"));
        Map<String, Integer> shown = new TreeMap<>();
        for (String line : Files.readAllLines(guest.file("extract-all", "shown"))) {
            shown.put(line.split(" ")[0], Integer.valueOf(line.split(" ")[1]));
        }
        Map<String, Integer> extracted = new TreeMap<>();
        try (TraceFile file = TraceFile.open(guest.file("extract-all", "all.dat"))) {
            for (TraceBuffer buffer : file.buffers()) {
                int events = 0;
                EventStream stream = EventStream.of(file.catalog(), buffer.cursors());
                while (stream.next() != null) {
                    events++;
                }
                extracted.put(buffer.name().isEmpty() ? "top" : buffer.name(), events);
            }
        }
        assertThat(extracted)
                .isEqualTo(shown)
                .allSatisfy((name, events) -> assertThat(events).isPositive());
        assertThat(Jftrace.run(
                                folder,
                                "dump",
                                "--options",
                                "-i",
                                guest.file("extract-all", "all.dat").toString())
                        .out())
                .contains("[Option DATE");
        assertThat(guest.leftBy("extract-all")).isEmpty();
    }

    /** A reader's death; more signals while the settings are put back after the first; and a kill there. */
    @Test
    void shouldPutTheSettingsBackWhateverComesMeanwhile() {
        Guest guest = Guest.kernel("6.1");

        Run stopped = guest.step("record-stopped");

        // Whether its last reader died before the signal came.
        assertThat(stopped.outLines().getFirst()).isIn("dead 1", "dead 130");
        assertThat(stopped.outLines())
                .containsSubsequence(
                        "signals 130",
                        "it was putting back",
                        "as before",
                        "killed 137",
                        "not as before",
                        "restored 0",
                        "as before")
                .endsWith("as before");
        assertThat(stopped.out())
                .containsPattern("the reader of CPU ended early: .*input/output error; what it had is in the trace");
        for (String name : List.of("dead", "signals")) {
            assertThat(shown(guest.file("record-stopped", name + ".dat")))
                    .as(name)
                    .anySatisfy(line -> assertThat(line).contains(": sched_"));
        }
        assertThat(guest.leftBy("record-stopped")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldEncloseTheKernelsReadInTheJavaCallThatReads(String kernel) throws IOException {
        Guest guest = Guest.kernel(kernel);
        assertThat(guest.step("record-both").status()).isZero();

        try (TraceFile file = TraceFile.open(guest.file("record-both", "both.dat"))) {
            assertThat(file.version()).isEqualTo(7);
            assertThat(file.buffers()).extracting(TraceBuffer::clock).containsExactly("mono", "mono");
            assertThat(file.buffers().get(1).name()).matches("jvm-\\d+");
            List<Call> reads = calls(file, "vfs_read");
            List<Call> javaCalls = calls(file, "dev.jftrace.it.guest.Reader.readOne");
            assertThat(javaCalls)
                    .hasSize(5)
                    .allSatisfy(call -> assertThat(reads)
                            .as("a read of the kernel within " + call)
                            .anySatisfy(read -> assertThat(call.encloses(read)).isTrue()));
        }
        assertThat(guest.leftBy("record-both")).isEmpty();
    }

    /** What the JVM tells of a wait stands in the call that waited, after the kernel has let its thread run again. */
    @Test
    void shouldTellOfTheJvmWithinTheCallsAndAmongTheSwitchesOfTheKernel() throws IOException {
        Guest guest = Guest.kernel("6.12");
        assertThat(guest.step("record-events").outLines()).containsExactly("status 0");
        assertThat(guest.step("record-events").err()).isEmpty();

        try (TraceFile file = TraceFile.open(guest.file("record-events", "events.dat"))) {
            List<Call> calls = calls(file, "dev.jftrace.it.guest.Waiter.enter");
            List<Call> switchedIn = instants(file, "sched_switch", "next_pid");
            assertThat(instants(file, "monitor_enter", "common_pid"))
                    .hasSize(3)
                    .allSatisfy(told -> assertThat(calls)
                            .as("a call that waited for the monitor, around " + told)
                            .anySatisfy(call -> {
                                assertThat(call.encloses(told)).isTrue();
                                assertThat(switchedIn).anyMatch(in -> call.encloses(in) && in.from < told.from);
                            }));
            assertThat(instants(file, "gc", "common_pid")).hasSizeGreaterThanOrEqualTo(3);
            List<Call> collected = calls(file, "dev.jftrace.it.guest.Waiter.collect");
            assertThat(collected)
                    .hasSize(3)
                    .allSatisfy(call -> assertThat(instants(file, "gc", "common_pid"))
                            .as("a collection within " + call)
                            .anyMatch(gc -> call.from <= gc.from && gc.to <= call.to && gc.pid != call.pid));
        }
        assertThat(guest.leftBy("record-events")).isEmpty();
    }

    /** Of an event in each place, under the pid that a field tells. */
    private static List<Call> instants(TraceFile file, String name, String pid) throws IOException {
        List<Call> instants = new ArrayList<>();
        EventStream stream = file.stream();
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            if (event.format() != null && event.format().name().equals(name)) {
                int of = (int) event.number(event.format().field(pid));
                instants.add(new Call(of, event.timestamp(), event.timestamp()));
            }
        }
        return instants;
    }

    @ParameterizedTest
    @CsvSource({
        "6.1, record-both, both.dat, vfs_read",
        "6.12, record-both, both.dat, vfs_read",
        "6.12, record-events, events.dat, monitor_enter:"
    })
    void shouldBeShownByTraceCmdAsWeShowIt(String kernel, String step, String recorded, String shown) {
        assumeTrue(Tools.isInstalled("trace-cmd"), "trace-cmd is not installed");
        String trace = Guest.kernel(kernel).file(step, recorded).toString();

        String theirs =
                Run.of(folder, List.of("trace-cmd", "report", "-i", trace)).out();
        String ours =
                Golden.withoutFlags(Jftrace.run(folder, "report", "-i", trace).out());

        assertThat(theirs).contains("dev.jftrace.it.guest.", shown);
        assertThat(withoutSwitches(ours)).isEqualTo(withoutSwitches(theirs));
    }

    /** Of an idle task this trace-cmd shows another letter than the newest one. */
    private static List<String> withoutSwitches(String report) {
        return report.lines().filter(line -> !line.contains(": sched_switch:")).toList();
    }

    private record Call(int pid, long from, long to) {
        boolean encloses(Call other) {
            return pid == other.pid && from <= other.from && other.to <= to;
        }
    }

    private static List<Call> calls(TraceFile file, String function) throws IOException {
        List<Call> calls = new ArrayList<>();
        Map<Integer, Long> open = new HashMap<>();
        EventStream stream = file.stream();
        for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
            boolean entry = event.format() != null && event.format().name().equals("funcgraph_entry");
            boolean exit = event.format() != null && event.format().name().equals("funcgraph_exit");
            if ((entry || exit) && name(file, event).equals(function)) {
                if (entry) {
                    open.put(event.pid(), event.timestamp());
                } else if (open.containsKey(event.pid())) {
                    calls.add(new Call(event.pid(), open.remove(event.pid()), event.timestamp()));
                }
            }
        }
        return calls;
    }

    private static String name(TraceFile file, TraceEvent event) {
        FunctionMap functions = file.catalog().functions();
        int found = functions.find(event.number(event.format().field("func")));
        return found < 0 ? "" : functions.name(found);
    }
}
